// The operating systems Site Recovery says it supports.
import { ok } from '../answers.ts';
import type { Route } from '../call.ts';
import { vaultPath } from '../ids.ts';
import { vaultRoute } from '../vault-routes.ts';

type Row = readonly [name: string, type: 'Windows' | 'Linux', versions: readonly string[]];

const rows: readonly Row[] = [
  ['Windows Server 2012 R2', 'Windows', ['6.3']],
  ['Windows Server 2016', 'Windows', ['10.0.14393']],
  ['Windows Server 2019', 'Windows', ['10.0.17763']],
  ['Windows Server 2022', 'Windows', ['10.0.20348']],
  ['Red Hat Enterprise Linux', 'Linux', ['7.9', '8.10', '9.4']],
  ['Rocky Linux', 'Linux', ['8.10', '9.4']],
  ['SUSE Linux Enterprise Server', 'Linux', ['12 SP5', '15 SP5']],
  ['Ubuntu', 'Linux', ['18.04', '20.04', '22.04']],
  ['Debian', 'Linux', ['10', '11', '12']],
];

function supported(kind: string): unknown {
  const supportedOs = rows.map(([osName, osType, versions]) => ({ osName, osType, osVersions: versions.map((version) => ({ version, servicePack: '' })) }));
  return { instanceType: kind, supportedOs };
}

/** The list of supported operating systems. */
export const operatingSystemRoutes: readonly Route[] = [
  vaultRoute('GET', '/replicationSupportedOperatingSystems', (_call, vault) =>
    ok({
      id: `${vaultPath(vault.name)}/replicationSupportedOperatingSystems`,
      name: 'replicationSupportedOperatingSystems',
      type: 'Microsoft.RecoveryServices/vaults/replicationSupportedOperatingSystems',
      properties: { supportedOsList: [supported(vault.kind)] },
    }),
  ),
];
