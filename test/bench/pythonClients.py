# The same work with netmiko (threads) or asyncssh. Reads the task from standard input, prints what it has used.
import json
import resource
import sys
import time


def with_netmiko(task):
    from concurrent.futures import ThreadPoolExecutor
    from netmiko import ConnectHandler

    def collect(device):
        try:
            connection = ConnectHandler(
                device_type="cisco_ios",
                host=device["host"],
                port=device["port"],
                username="showrun",
                password=task["password"],
                fast_cli=True,
            )
            for command in task["commands"]:
                connection.send_command(command)
            connection.disconnect()
            return 0
        except Exception:
            return 1

    with ThreadPoolExecutor(task["concurrency"]) as pool:
        return sum(pool.map(collect, task["devices"]))


def with_asyncssh(task):
    import asyncio
    import re
    import asyncssh

    prompt = re.compile(r"[\w.-]+[#>] ?$")

    async def collect(device, places):
        async with places:
            try:
                async with asyncssh.connect(
                    device["host"],
                    device["port"],
                    username="showrun",
                    password=task["password"],
                    known_hosts=None,
                    client_keys=None,
                    compression_algs=["none"],
                ) as connection:
                    shell = await connection.create_process(term_type="dumb", term_size=(511, 1000))

                    async def answer():
                        tail = ""
                        while not prompt.search(tail):
                            tail = (tail + await shell.stdout.read(65536))[-200:]

                    await answer()
                    for line in ["terminal length 0", *task["commands"]]:
                        shell.stdin.write(line + "\n")
                        await answer()
                return 0
            except Exception:
                return 1

    async def all_devices():
        places = asyncio.Semaphore(task["concurrency"])
        return sum(await asyncio.gather(*(collect(device, places) for device in task["devices"])))

    return asyncio.run(all_devices())


started = time.monotonic()
task = json.load(sys.stdin)
failed = {"netmiko": with_netmiko, "asyncssh": with_asyncssh}[task["client"]](task)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "failed": failed,
            "wallMs": (time.monotonic() - started) * 1000,
            "cpuMs": (usage.ru_utime + usage.ru_stime) * 1000,
            "peakMb": usage.ru_maxrss / 1024,
        }
    )
)
