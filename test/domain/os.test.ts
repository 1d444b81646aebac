import { describe, expect, test } from '@jest/globals';
import { detectOs } from '../../src/domain/os.ts';
import { osTitle } from '../../src/domain/os/names.ts';
import type { Os } from '../../src/domain/os/types.ts';
import { inRange } from '../../src/domain/os/version.ts';
import { HOUR } from '../../src/domain/time.ts';
import { facts, known, NOW, UNREADABLE } from './checks/input.ts';

const bare = { platform: null, platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances', image: known(null), guest: known(null) };
const windowsBare = { ...bare, platform: 'windows', platformDetails: 'Windows', usageOperation: 'RunInstances:0002' };
const image = (name: string) => known({ name, description: '' });
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
  { given: { ...bare, image: image('amzn2-ami-hvm-2.0.2023-x86_64-gp2') }, title: 'Amazon Linux', confidence: 'medium', reason: 'needs no version to be judged' },
  { given: { ...bare, image: image('our-golden-image-7') }, title: 'Linux of an unknown distribution', confidence: 'family', reason: 'a name that says nothing' },
  { given: { ...bare, image: UNREADABLE, guest: UNREADABLE, platformDetails: 'Red Hat Enterprise Linux', usageOperation: 'RunInstances:0010' }, title: 'Red Hat Enterprise Linux', confidence: 'family', reason: 'billing knows no version' },
  { given: { ...bare, architecture: 'arm64_mac', platformDetails: '', usageOperation: null }, title: 'macOS', confidence: 'family', reason: 'by its processor' },
];

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
  { code: 'RunInstances:zzzz', details: 'Windows with SQL Server Web', licence: { kind: 'unknown', sqlServer: true }, reason: 'a code of tomorrow' },
  { code: null, details: '', licence: { kind: 'unknown', sqlServer: false }, reason: 'AWS left both out' },
];

test.each(LICENCES)('licence of $code: $reason', ({ code, details, licence }) => {
  expect(detectOs(facts({ usageOperation: code, platformDetails: details })).licence).toEqual(licence);
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
