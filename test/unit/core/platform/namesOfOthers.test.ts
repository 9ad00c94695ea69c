import assert from 'node:assert/strict';
import { builtInPlugins } from '../../../helpers/session/builtInPlatforms.ts';
import { readInventory } from '../../../../src/core/inventory/readInventory.ts';

/** Keys of netmiko 4.6 (`ssh_dispatcher.py`). */
const netmiko = names(`
    a10 accedian adtran_os adva_fsp150f2 adva_fsp150f3 alaxala_ax36s alaxala_ax26s alcatel_aos alcatel_sros
    allied_telesis_awplus apresia_aeos arista_eos arris_cer aruba_os aruba_aoscx aruba_osswitch aruba_procurve
    asterfusion_asternos audiocode_72 audiocode_66 audiocode_shell avaya_ers avaya_vsp bintec_boss
    broadcom_icos brocade_fos brocade_fastiron brocade_netiron brocade_nos brocade_vdx brocade_vyos
    checkpoint_gaia calix_b6 casa_cmts cdot_cros centec_os ciena_saos ciena_saos10 ciena_waveserver cisco_asa
    cisco_apic cisco_ftd cisco_ios cisco_nxos cisco_s200 cisco_s300 cisco_tp cisco_viptela cisco_wlc cisco_xe
    cisco_xr cloudgenix_ion corelight_linux coriant cumulus_linux dell_dnos9 dell_force10 dell_os6 dell_os9
    dell_os10 dell_sonic dell_powerconnect dell_isilon dlink_ds digi_transport edgecore_sonic endace
    ekinops_ek360 eltex eltex_esr enterasys ericsson_ipos ericsson_mltn63 ericsson_mltn66 extreme extreme_ers
    extreme_exos extreme_netiron extreme_nos extreme_slx extreme_tierra extreme_vdx extreme_vsp extreme_wing
    f5_ltm f5_tmsh f5_linux fiberstore_fsos fiberstore_fsosv2 fiberstore_networkos flexvnf fortinet
    garderos_grs generic generic_termserver h3c_comware hillstone_stoneos hp_comware hp_procurve huawei
    huawei_smartaxmmi huawei_smartax huawei_olt huawei_vrp huawei_vrpv8 infinera_packet ipinfusion_ocnos
    juniper juniper_junos juniper_screenos keymile keymile_nos lancom_lcossx4 linux mikrotik_routeros
    mikrotik_switchos mellanox mellanox_mlnxos mrv_lx mrv_optiswitch nec_ix netapp_cdot netgear_prosafe
    netscaler nokia_sros nokia_srl oneaccess_oneos ovs_linux paloalto_panos pluribus quanta_mesh rad_etx
    raisecom_roap ruckus_fastiron ruijie_os silverpeak_vxoa sixwind_os sophos_sfos supermicro_smis
    telcosystems_binos teldat_cit tplink_jetstream ubiquiti_edge ubiquiti_edgerouter ubiquiti_edgeswitch
    ubiquiti_unifiswitch vertiv_mph vyatta_vyos vyos watchguard_fireware zte_zxros yamaha zyxel_os maipu
`);

/** Names of scrapli's definitions. */
const scrapli = names(`
    aethra_atosnt alcatel_aos arista_eos aruba_aoscx aruba_wlc cisco_aireos cisco_asa cisco_cbs cisco_ftd
    cisco_iosxe cisco_iosxr cisco_nxos cumulus_linux cumulus_vtysh datacom_dmos datacom_dmswitch default
    dell_emc dell_enterprisesonic dlink_os edgecore_ecs eltex_esr fortinet_fortios fortinet_wlc hp_comware
    huawei_smartax huawei_vrp ipinfusion_ocnos juniper_junos mikrotik_routeros nokia_srlinux nokia_sros
    nokia_sros_classic nokia_sros_classic_aram paloalto_panos raisecom_ros ruckus_fastiron ruckus_unleashed
    ruijie_rgos siemens_roxii ubiquiti_edgeswitch versa_flexvnf vyos_vyos zyxel_dslam
`);

function names(text: string): string[] {
  return text.trim().split(/\s+/);
}

describe('names that other tools use', () => {
  it("of netmiko's, all but four that no session can be had with are understood, also with their suffixes", async () => {
    const { platforms } = await builtInPlugins();
    assert.equal(netmiko.length, 154);
    const unknown = netmiko.filter((name) => platforms.resolve(name) === undefined);
    assert.deepEqual(unknown, ['accedian', 'cisco_tp', 'coriant', 'sophos_sfos']);
    for (const name of netmiko)
      assert.equal(platforms.resolve(`${name}_telnet`), platforms.resolve(name), name);
  });

  it("of scrapli's, all are understood", async () => {
    const { platforms } = await builtInPlugins();
    assert.equal(scrapli.length, 44);
    assert.deepEqual(
      scrapli.filter((name) => platforms.resolve(name) === undefined),
      [],
    );
  });

  it('that have no platform of their own are not read in silence', async () => {
    const { platforms } = await builtInPlugins();
    const bytes = new TextEncoder().encode(
      'hostname,ip_address,device_type\na,192.0.2.1,keymile_ssh\nb,192.0.2.2,cisco_tp\n',
    );
    const { inventory, diagnostics } = readInventory([{ path: 'devices.csv', bytes }], platforms);
    assert.deepEqual(
      diagnostics.map(({ code, severity, at }) => [code, severity, at.line]),
      [
        ['inventory.platform-stand-in', 'info', 2],
        ['inventory.unknown-platform', 'error', 3],
      ],
    );
    assert.match(diagnostics[0]?.message ?? '', /"keymile_ssh": "generic" is used/);
    assert.match(diagnostics[1]?.message ?? '', /no prompt/);
    assert.equal(inventory.devices[0]?.platform, 'generic');
  });
});
