import { describe, expect, test } from '@jest/globals';
import { detectOs } from '../../src/domain/os.ts';
import { systemInNote } from '../../src/domain/os/from-answer.ts';
import { kernelSupport, parseKernel } from '../../src/domain/os/kernel.ts';
import { osTitle } from '../../src/domain/os/names.ts';
import type { Os } from '../../src/domain/os/types.ts';
import { inRange } from '../../src/domain/os/version.ts';
import { HOUR } from '../../src/domain/time.ts';
import { attested, facts, known, NOW, UNREADABLE } from './checks/input.ts';

const bare = { platform: null, platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances', image: known(null), guest: known(null) };
const windowsBare = { ...bare, platform: 'windows', platformDetails: 'Windows', usageOperation: 'RunInstances:0002' };
const image = (name: string, description = '', platformDetails: string | null = null) => known({ name, description, platformDetails, ephemeral: [] });
const guest = (platformName: string, platformVersion: string, platformType = 'Linux') => known({ platformType, platformName, platformVersion, computerName: null, online: true, lastPing: NOW });

type Row = { readonly given: Parameters<typeof facts>[0]; readonly title: string; readonly confidence: Os['confidence']; readonly reason: string };

const ROWS: readonly Row[] = [
  { given: { ...windowsBare, guest: guest('Microsoft Windows Server 2012 R2 Standard', '6.3.9600', 'Windows') }, title: 'Windows Server 2012 R2', confidence: 'certain', reason: 'R2 is another system' },
  { given: { ...windowsBare, guest: guest('Microsoft Windows Server 2008 R2 Standard', '6.1.7601', 'Windows') }, title: 'Windows Server 2008 R2 SP1', confidence: 'certain', reason: 'the build proves the service pack' },
  { given: { ...windowsBare, guest: guest('Microsoft Windows Server 2008 R2 Standard', '6.1.7600', 'Windows') }, title: 'Windows Server 2008 R2 RTM', confidence: 'certain', reason: 'no service pack' },
  { given: { ...windowsBare, guest: guest('Microsoft Windows Server, version 1909 Datacenter', '10.0.18363', 'Windows') }, title: 'Windows Server version 1909', confidence: 'certain', reason: 'semi-annual release' },
  { given: { ...windowsBare, guest: guest('Microsoft Windows Server Datacenter', '10.0.20348', 'Windows') }, title: 'Windows Server 2022', confidence: 'certain', reason: 'a name without a year' },
  { given: { ...windowsBare, guest: guest('Microsoft Windows 10 Pro', '10.0.19045', 'Windows') }, title: 'Windows 10', confidence: 'certain', reason: 'a client' },
  { given: { ...bare, guest: guest('Red Hat Enterprise Linux', '8.10') }, title: 'Red Hat Enterprise Linux 8.10', confidence: 'certain', reason: 'from the guest' },
  { given: { ...bare, guest: guest('SLES', '15') }, title: 'SUSE Linux Enterprise Server 15.0', confidence: 'certain', reason: 'SUSE leaves out the zero' },
  { given: { ...bare, guest: guest('CentOS Stream', '9') }, title: 'CentOS Stream 9', confidence: 'certain', reason: 'Stream is not CentOS' },
  { given: { ...bare, guest: known({ platformType: 'Linux', platformName: 'Ubuntu', platformVersion: '22.04', computerName: null, online: true, lastPing: NOW - 2 * HOUR }) }, title: 'Ubuntu 22.04', confidence: 'high', reason: 'the agent has been silent for two hours' },
  { given: { ...windowsBare, image: image('Windows_Server-2008-R2_SP1-English-64Bit-Base-2019.11.13') }, title: 'Windows Server 2008 R2 SP1', confidence: 'medium', reason: 'service pack in the image name' },
  { given: { ...windowsBare, image: image('Windows_Server-2012-RTM-English-64Bit-Base') }, title: 'Windows Server 2012', confidence: 'medium', reason: '2012 is not 2012 R2' },
  { given: { ...windowsBare, image: image('Windows_Server-2012-R2_RTM-English-64Bit-SQL_2014') }, title: 'Windows Server 2012 R2', confidence: 'medium', reason: '2012 R2' },
  { given: { ...windowsBare, image: image('Windows_Server-20H2-English-Core-ContainersLatest') }, title: 'Windows Server version 20H2', confidence: 'medium', reason: 'semi-annual release in the image name' },
  { given: { ...bare, image: image('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server') }, title: 'Ubuntu 22.04', confidence: 'medium', reason: 'billing says only Linux' },
  { given: { ...bare, image: image('suse-sles-15-sp4-v20230101-hvm-ssd-x86_64') }, title: 'SUSE Linux Enterprise Server 15.4', confidence: 'medium', reason: 'service pack as minor version' },
  { given: { ...bare, image: image('amzn2-ami-hvm-2.0.2023-x86_64-gp2') }, title: 'Amazon Linux 2', confidence: 'medium', reason: 'the second one' },
  { given: { ...bare, image: image('al2023-ami-2023.5.20240903.0-kernel-6.1-x86_64') }, title: 'Amazon Linux 2023', confidence: 'medium', reason: 'the year is in the name' },
  { given: { ...bare, image: image('amzn-ami-hvm-2018.03.0.20230807.0-x86_64-gp2') }, title: 'Amazon Linux 1', confidence: 'medium', reason: 'the first one' },
  { given: { ...bare, image: image('amazon-eks-node-1.29-v20240415') }, title: 'Amazon Linux', confidence: 'medium', reason: 'needs no version to be judged' },
  { given: { ...bare, image: image('our-base', 'Canonical, Ubuntu, 22.04 LTS, amd64 jammy image') }, title: 'Ubuntu 22.04', confidence: 'medium', reason: 'the description says it' },
  { given: { ...windowsBare, image: image('our-base', 'Microsoft Windows Server 2012 R2 RTM 64-bit Locale English AMI provided by Amazon') }, title: 'Windows Server 2012 R2', confidence: 'medium', reason: 'the description says it' },
  { given: { ...bare, platformDetails: '', usageOperation: null, image: image('our-base', '', 'Red Hat Enterprise Linux') }, title: 'Red Hat Enterprise Linux', confidence: 'family', reason: "only the image's billing is left" },
  { given: { ...bare, image: image('FreeBSD 14.1-RELEASE-amd64') }, title: 'FreeBSD 14.1-RELEASE-amd64', confidence: 'medium', reason: 'AWS bills a BSD as Linux/UNIX' },
  { given: { ...bare, image: image('PA-VM-AWS-10.2.9') }, title: 'PA-VM-AWS-10.2.9', confidence: 'medium', reason: 'a firewall' },
  { given: { ...bare, image: image('our-golden-image-7') }, title: 'Linux of an unknown distribution', confidence: 'family', reason: 'a name that says nothing' },
  { given: { ...bare, image: UNREADABLE, guest: UNREADABLE, platformDetails: 'Red Hat Enterprise Linux', usageOperation: 'RunInstances:0010' }, title: 'Red Hat Enterprise Linux', confidence: 'family', reason: 'billing knows no version' },
  { given: { ...bare, architecture: 'arm64_mac', platformDetails: '', usageOperation: null }, title: 'macOS', confidence: 'family', reason: 'by its processor' },
];

const said = (note: string, answer: 'yes' | 'no' = 'yes') => attested({ answer, note });

describe('what a person says', () => {
  test('is the last rung: it gives the version that no cloud gives', () => {
    const os = detectOs(facts({ ...windowsBare }), said('windows 2016'));
    expect([osTitle(os), os.confidence, os.conflicts]).toEqual(['Windows Server 2016', 'attested', []]);
  });

  test('makes a distribution of "some Linux"', () => {
    expect(osTitle(detectOs(facts({ ...bare }), said('sles 15 SP4')))).toBe('SUSE Linux Enterprise Server 15.4');
  });

  test('gives way to the guest, and the contradiction is shown', () => {
    const os = detectOs(facts({ ...bare, guest: guest('Red Hat Enterprise Linux', '8.10') }), said('rhel 8.6'));
    expect([os.version, os.confidence]).toEqual(['8.10', 'certain']);
    expect(os.conflicts).toEqual(['Ada (asked by Ferry) says Red Hat Enterprise Linux 8.6, a more reliable source says Red Hat Enterprise Linux 8.10.']);
  });

  test('counts for nothing when the answer is no', () => {
    expect(detectOs(facts({ ...windowsBare }), said('windows 2016', 'no')).version).toBeNull();
  });

  test.each([
    { note: 'rhel 8.6', system: { family: 'rhel', version: '8.6' } },
    { note: ' Windows  2008 r2 sp1 ', system: { family: 'windows', version: '2008 R2 SP1' } },
    { note: 'windows server 2022', system: { family: 'windows', version: '2022' } },
    { note: 'windows client 10', system: { family: 'windows-client', version: '10' } },
    { note: 'sles 12', system: { family: 'sles', version: '12.0' } },
    { note: 'ubuntu 22.04', system: { family: 'ubuntu', version: '22.04' } },
    { note: 'windows 10', system: null },
    { note: 'rhel 2019', system: null },
    { note: 'rhel', system: null },
    { note: 'rhel 8.6 or so', system: null },
    { note: 'solaris 11', system: null },
    { note: '8.6', system: null },
    { note: '', system: null },
  ])('"$note" is read strictly', ({ note, system }) => {
    expect(systemInNote(note)).toEqual(system);
  });
});

describe('the guest system', () => {
  test.each(ROWS)('$title ($confidence): $reason', ({ given, title, confidence }) => {
    const os = detectOs(facts(given));
    expect({ title: osTitle(os), confidence: os.confidence }).toEqual({ title, confidence });
  });

  test('the guest beats the image, and the contradiction is kept', () => {
    const os = detectOs(facts({ ...windowsBare, guest: guest('Microsoft Windows Server 2019 Datacenter', '10.0.17763', 'Windows'), image: image('Windows_Server-2008-R2_SP1-English') }));
    expect(os.version).toBe('2019');
    expect(os.conflicts).toEqual(['The image (Windows_Server-2008-R2_SP1-English) says Windows Server 2008 R2 SP1, a more reliable source says Windows Server 2019.']);
  });

  test('a Linux guest billed as Windows is a contradiction', () => {
    const os = detectOs(facts({ ...windowsBare, guest: guest('Ubuntu', '20.04') }));
    expect(os.family).toBe('ubuntu');
    expect(os.conflicts).toHaveLength(2);
  });

  test('a coarser version is no contradiction', () => {
    expect(detectOs(facts({ ...bare, guest: guest('Debian GNU/Linux', '11.6'), image: image('debian-11-amd64-20230101') })).conflicts).toEqual([]);
  });
});

const LICENCES: readonly { readonly code: string | null; readonly details: string; readonly licence: Os['licence']; readonly reason: string }[] = [
  { code: 'RunInstances', details: 'Linux/UNIX', licence: { kind: 'none', sqlServer: false }, reason: 'nothing is billed' },
  { code: 'RunInstances:0002', details: 'Windows', licence: { kind: 'included', sqlServer: false }, reason: 'Windows by AWS' },
  { code: 'RunInstances:0800', details: 'Windows BYOL', licence: { kind: 'byol', sqlServer: false }, reason: 'own Windows' },
  { code: 'RunInstances:0102', details: 'Windows with SQL Server Enterprise', licence: { kind: 'included', sqlServer: true }, reason: 'SQL Server too' },
  { code: 'RunInstances:00g0', details: 'Red Hat BYOL Linux', licence: { kind: 'byol', sqlServer: false }, reason: 'the letter g' },
  { code: 'RunInstances:1010', details: 'Red Hat Enterprise Linux with HA', licence: { kind: 'included', sqlServer: false }, reason: 'Red Hat Enterprise Linux with HA' },
  { code: 'RunInstances:1014', details: 'RHEL with SQL Server Standard and HA', licence: { kind: 'included', sqlServer: true }, reason: 'RHEL with SQL Server Standard and HA' },
  { code: 'RunInstances:1110', details: 'RHEL with SQL Server Enterprise and HA', licence: { kind: 'included', sqlServer: true }, reason: 'RHEL with SQL Server Enterprise and HA' },
  { code: 'RunInstances:0014', details: 'RHEL with SQL Server Standard', licence: { kind: 'included', sqlServer: true }, reason: 'RHEL with SQL Server Standard' },
  { code: 'RunInstances:0210', details: 'RHEL with SQL Server Web', licence: { kind: 'included', sqlServer: true }, reason: 'RHEL with SQL Server Web' },
  { code: 'RunInstances:0110', details: 'RHEL with SQL Server Enterprise', licence: { kind: 'included', sqlServer: true }, reason: 'RHEL with SQL Server Enterprise' },
  { code: 'RunInstances:0010', details: 'Red Hat Enterprise Linux', licence: { kind: 'included', sqlServer: false }, reason: 'Red Hat Enterprise Linux' },
  { code: 'RunInstances:0100', details: 'SQL Server Enterprise', licence: { kind: 'included', sqlServer: true }, reason: 'SQL Server Enterprise' },
  { code: 'RunInstances:0004', details: 'SQL Server Standard', licence: { kind: 'included', sqlServer: true }, reason: 'SQL Server Standard' },
  { code: 'RunInstances:0200', details: 'SQL Server Web', licence: { kind: 'included', sqlServer: true }, reason: 'SQL Server Web' },
  { code: 'RunInstances:000g', details: 'SUSE Linux', licence: { kind: 'included', sqlServer: false }, reason: 'SUSE Linux' },
  { code: 'RunInstances:0g00', details: 'Ubuntu Pro', licence: { kind: 'included', sqlServer: false }, reason: 'Ubuntu Pro' },
  { code: 'RunInstances:0006', details: 'Windows with SQL Server Standard', licence: { kind: 'included', sqlServer: true }, reason: 'Windows with SQL Server Standard' },
  { code: 'RunInstances:0202', details: 'Windows with SQL Server Web', licence: { kind: 'included', sqlServer: true }, reason: 'Windows with SQL Server Web' },
  { code: 'RunInstances:zzzz', details: 'Windows with SQL Server Web', licence: { kind: 'unknown', sqlServer: true }, reason: 'a code of tomorrow' },
  { code: null, details: '', licence: { kind: 'unknown', sqlServer: false }, reason: 'AWS left both out' },
];

test.each(LICENCES)('licence of $code: $reason', ({ code, details, licence }) => {
  expect(detectOs(facts({ usageOperation: code, platformDetails: details })).licence).toEqual(licence);
});

test.each([...LICENCES, { code: 'RunInstances:00g0', details: '' }, { code: 'RunInstances:000g', details: '' }])('the family by $code and "$details" is never a guess', ({ code, details }) => {
  const family = detectOs(facts({ ...bare, platform: details.startsWith('Windows') ? 'windows' : null, usageOperation: code, platformDetails: details })).family;
  const expected = /^windows/i.test(details) ? 'windows' : /red hat|rhel/i.test(details) || code === 'RunInstances:00g0' ? 'rhel' : /suse/i.test(details) || code === 'RunInstances:000g' ? 'sles' : /ubuntu/i.test(details) ? 'ubuntu' : 'linux';
  expect(family).toBe(expected);
});

describe('kernels', () => {
  const rules = [{ family: 'ubuntu' as const, from: '22.04', to: '22.04', kernels: ['5.15.0-139-generic to 5.15.0-144-generic', '6.1.0-0.deb11.35-amd64', '5.14.0-503.11.1 or later'] }];

  test.each([
    { text: '5.15.0-140-generic', answer: 'listed', reason: 'inside the range' },
    { text: '5.15.0-138-generic', answer: 'unlisted', reason: 'before it' },
    { text: '5.15.0-145-generic', answer: 'unlisted', reason: 'after it' },
    { text: '5.15.0-140-lowlatency', answer: 'unlisted', reason: 'another flavour' },
    { text: '5.16.0-140-generic', answer: 'unlisted', reason: 'another base' },
    { text: '5.14.0-611.5.1.el9_7.x86_64', answer: 'listed', reason: 'later than the first' },
    { text: '5.14.0-503.11.0.el9_5.x86_64', answer: 'unlisted', reason: 'one before the first' },
    { text: '6.1.0-0.deb11.35-amd64', answer: 'listed', reason: 'a backport, word for word' },
    { text: '6.1.0-0.deb12.35-amd64', answer: 'unlisted', reason: 'a backport of another release' },
  ])('$text is $answer: $reason', ({ text, answer }) => {
    const kernel = parseKernel(text);
    expect(kernel === null ? null : kernelSupport(rules, kernel)).toBe(answer);
  });

  test('a list without kernels says nothing', () => {
    const kernel = parseKernel('5.15.0-140-generic');
    expect(kernel === null ? null : kernelSupport([], kernel)).toBe('unstated');
  });

  test.each(['', 'yes', 'Linux web-01', 'stock', '5.15'])('"%s" is no kernel', (text) => {
    expect(parseKernel(text)).toBeNull();
  });
});

const RANGES: readonly { readonly version: string; readonly from: string; readonly to: string; readonly answer: string; readonly reason: string }[] = [
  { version: '8.10', from: '8.0', to: '8.10', answer: 'yes', reason: 'numbers, not text' },
  { version: '8.11', from: '8.0', to: '8.10', answer: 'no', reason: 'one too many' },
  { version: '8', from: '8.0', to: '8.10', answer: 'unsure', reason: 'which minor?' },
  { version: '8', from: '7.0', to: '7.9', answer: 'no', reason: 'another major' },
  { version: '9', from: '9.1', to: '9.13', answer: 'unsure', reason: '9.0 is left out' },
  { version: '11.6', from: '10', to: '11', answer: 'yes', reason: 'the list counts majors' },
  { version: '7.9.2009', from: '7.0', to: '7.9', answer: 'yes', reason: 'more precise than the list' },
  { version: '2008 R2', from: '2008 R2 SP1', to: '2008 R2 SP1', answer: 'unsure', reason: 'which service pack?' },
  { version: '2008 R2 RTM', from: '2008 R2 SP1', to: '2008 R2 SP1', answer: 'no', reason: 'no service pack' },
  { version: '2008 SP2', from: '2008 R2 SP1', to: '2008 R2 SP1', answer: 'no', reason: '2008 is not 2008 R2' },
  { version: '2012 R2', from: '2012', to: '2012', answer: 'no', reason: '2012 R2 is not 2012' },
  { version: 'version 1909', from: '2016', to: '2025', answer: 'no', reason: 'semi-annual' },
  { version: '7 SP1', from: '7 SP1', to: '7 SP1', answer: 'yes', reason: 'a client with its service pack' },
  { version: '8.1', from: '8', to: '8.1', answer: 'yes', reason: 'between two clients' },
];

test.each(RANGES)('$version in $from to $to is $answer: $reason', ({ version, from, to, answer }) => {
  expect(inRange(version, { from, to })).toBe(answer);
});
