import assert from 'node:assert/strict';
import { findingsOf, linesOf } from './render.ts';

/** Expressions with what they print. */
const cases: readonly (readonly [expression: string, printed: string])[] = [
  ['"10.1.2.3/24" | ipaddr', '10.1.2.3/24'],
  ['"10.1.2.3/24" | ipaddr("address")', '10.1.2.3'],
  ['"10.1.2.3/255.255.255.0" | ipaddr("prefix")', '24'],
  ['"10.1.2.3/0.0.0.255" | ipaddr("prefix")', '24'],
  ['"10.1.2.3/24" | ipaddr("netmask")', '255.255.255.0'],
  ['"10.1.2.3/24" | ipaddr("hostmask")', '0.0.0.255'],
  ['"10.1.2.3/24" | ipaddr("network")', '10.1.2.0'],
  ['"10.1.2.3/24" | ipaddr("network/prefix")', '10.1.2.0/24'],
  ['"10.1.2.3/24" | ipaddr("broadcast")', '10.1.2.255'],
  ['"10.1.2.3/24" | ipaddr("size")', '256'],
  ['"10.1.2.3/24" | ipaddr("size_usable")', '254'],
  ['"10.1.2.3/24" | ipaddr("range_usable")', '10.1.2.1-10.1.2.254'],
  ['"10.1.2.0/24" | ipaddr(1)', '10.1.2.1/24'],
  ['"10.1.2.0/24" | ipaddr("-2")', '10.1.2.254/24'],
  ['"10.1.2.0/31" | ipaddr("peer")', '10.1.2.1'],
  ['"10.1.2.1/30" | ipaddr("peer")', '10.1.2.2'],
  ['"10.1.2.3/24" | ipaddr("ip_netmask")', '10.1.2.3 255.255.255.0'],
  ['"10.1.2.3/24" | ipaddr("network_wildcard")', '10.1.2.0 0.0.0.255'],
  ['"10.1.2.3" | ipaddr("10.0.0.0/8")', '10.1.2.3'],
  ['"11.1.2.3" | ipaddr("10.0.0.0/8")', 'False'],
  ['"10.1.2.3" | ipaddr("int")', '167838211'],
  ['167838211 | ipaddr', '10.1.2.3'],
  ['"10.1.2.3" | ipaddr("revdns")', '3.2.1.10.in-addr.arpa.'],
  ['"x" | ipaddr', 'False'],
  ['"10.1.2.256" | ipaddr', 'False'],
  ['"10.1.2.03" | ipaddr', 'False'],
  ['"1.2.3" | ipaddr', 'False'],
  ['"::1" | ipv4', 'False'],
  ['"10.0.0.1" | ipv6', 'False'],
  ['"10.0.0.1" | ipaddr("private")', '10.0.0.1'],
  ['"10.0.0.1" | ipaddr("public") if false else "8.8.8.8" | ipaddr("public")', '8.8.8.8'],
  ['["10.0.0.1/8", "x", "8.8.8.8", "::1"] | ipv4("address")', "['10.0.0.1', '8.8.8.8']"],
  ['"2001:0db8:0:0:0:0:0:1/64" | ipaddr', '2001:db8::1/64'],
  ['"2001:db8::/64" | ipaddr("size")', '18446744073709551616'],
  ['"2001:db8::1/64" | ipaddr("network/prefix")', '2001:db8::/64'],
  ['"2001:db8:0:1:0:0:0:1" | ipaddr', '2001:db8:0:1::1'],
  ['"1:0:2:0:3:0:4:0" | ipaddr', '1:0:2:0:3:0:4:0'],
  ['"10:0:0:20:0:0:0:0" | ipaddr', '10:0:0:20::'],
  ['"::ffff:10.0.0.1" | ipaddr', '::ffff:a00:1'],
  ['"::" | ipaddr', '::'],
  ['"2001:db8::1/64" | ipaddr("netmask")', 'ffff:ffff:ffff:ffff::'],
  ['"2001:db8::1/64" | ipaddr("wrap")', '[2001:db8::1]/64'],
  [
    '"2001:db8::1" | ipwrap ~ " " ~ "10.0.0.1" | ipwrap ~ " " ~ "core-1" | ipwrap',
    '[2001:db8::1] 10.0.0.1 core-1',
  ],
  ['"10.0.0.0/8" | ipsubnet(16)', '256'],
  ['"10.0.0.0/8" | ipsubnet(16, 3)', '10.3.0.0/16'],
  ['"10.0.0.0/8" | ipsubnet(16, -1)', '10.255.0.0/16'],
  ['"10.1.2.3/24" | ipsubnet', '10.1.2.0/24'],
  ['"10.1.2.3/24" | ipsubnet(20)', '10.1.0.0/20'],
  ['"10.1.2.0/24" | nthhost(10) ~ " " ~ "10.1.2.250" | ipmath(10)', '10.1.2.10 10.1.3.4'],
  ['"10.0.0.0/8" | network_in_network("10.1.0.0/16")', 'True'],
  ['"10.1.0.0/16" | network_in_network("10.0.0.0/8")', 'False'],
  ['"10.0.0.0/24" | network_in_usable("10.0.0.0")', 'False'],
  ['"00:11:22:aa:bb:cc" | hwaddr("cisco")', '0011.22aa.bbcc'],
  ['"0011.22aa.bbcc" | hwaddr("unix")', '00:11:22:aa:bb:cc'],
  ['"0011.22aa.bbcc" | hwaddr("eui48")', '00-11-22-AA-BB-CC'],
  ['"0011.22aa.bbcx" | hwaddr', 'False'],
  ['"Gi1/0/1-3" | expand_range', "['Gi1/0/1', 'Gi1/0/2', 'Gi1/0/3']"],
  ['"Gi1/0/1-2,5,Te1/1/1-2" | expand_range | join(" ")', 'Gi1/0/1 Gi1/0/2 Gi1/0/5 Te1/1/1 Te1/1/2'],
  ['"Gi1/0/1-Gi1/0/2" | expand_range', "['Gi1/0/1', 'Gi1/0/2']"],
  ['"10,20-22, 30" | expand_range', '[10, 20, 21, 22, 30]'],
  ['"sw01-03" | expand_range | join(" ")', 'sw01 sw02 sw03'],
  ['"mgmt0" | expand_range', "['mgmt0']"],
  ['"" | expand_range', '[]'],
  ['[10, "20-21"] | expand_range', '[10, 20, 21]'],
  ['[30, 10, 11, 12, 20, 21, 10] | compress_range', '10-12,20,21,30'],
  ['range(1, 40, 2) | vlan_parser | join(" / ")', '1,3,5,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35 / 37,39'],
  ['"a1b22" | regex_replace("\\\\d+", "<\\\\g<0>>")', 'a<1>b<22>'],
  ['"Gi1/0/1" | regex_replace("^Gi(.*)$", "GigabitEthernet\\\\1")', 'GigabitEthernet1/0/1'],
  ['"aaa" | regex_replace("a", "b", count=2)', 'bba'],
  ['"abc" | regex_replace("", "-")', '-a-b-c-'],
  ['"ABC" | regex_replace("(?P<x>b)", "[\\\\g<x>]", ignorecase=true)', 'A[B]C'],
  ['"Version 15.2(4)" | regex_search("(\\\\d+)\\\\.(\\\\d+)", "\\\\1", "\\\\2")', "['15', '2']"],
  ['"abc" | regex_search("x")', 'None'],
  ['"a1b2" | regex_findall("[a-z]\\\\d")', "['a1', 'b2']"],
  ['"a1b2" | regex_findall("([a-z])(\\\\d)")', "[('a', '1'), ('b', '2')]"],
  ['"Gi1/0/1(x)" | regex_escape', 'Gi1/0/1\\(x\\)'],
  ['"core-1" is match("core") and "core-1" is search("-1$") and not "core-1" is match("1")', 'True'],
  [
    '"15.2(4)M6" is version("15.10", "lt") and "16.9.4" is version("16.9.4a", "lt") and "7.3" is version("7.3")',
    'True',
  ],
];

describe('network filters', () => {
  for (const [expression, printed] of cases) {
    it(`{{ ${expression} }}`, () => {
      assert.deepEqual(linesOf(`x {{ ${expression} }}`), [`x ${printed}`.trim()]);
    });
  }

  it('never print "False" for a part of something that is no address', () => {
    for (const query of ['address', 'netmask', 'network/prefix', '1', 'size']) {
      assert.deepEqual(
        findingsOf(`{{ v | ipaddr("${query}") }}`, { v: 'x' }),
        ['template.address 1:4'],
        query,
      );
    }
    assert.deepEqual(
      findingsOf(
        '{{ "10.0.0.0/24" | ipaddr("address") }}{{ "10.0.0.1" | ipaddr("nosuch") }}{{ "x" | hwaddr("cisco") }}',
      ),
      ['template.address 1:4', 'template.arguments 1:43', 'template.address 1:78'],
    );
  });

  it('refuse regular expressions that cannot be run safely', () => {
    for (const pattern of ['(?=a)', '(?<!a)', '(a)\\\\1', '(', 'a'.repeat(1001)]) {
      assert.deepEqual(findingsOf(`{{ "a" | regex_search("${pattern}") }}`), ['template.regex 1:4'], pattern);
    }
    assert.deepEqual(findingsOf('{{ "Gi1/0/9-1" | expand_range }}'), ['template.range 1:4']);
  });
});
