/** The pages that the tables of codes rest on, each with the day it carries. */
const BASE = 'https://learn.microsoft.com/azure/site-recovery';

export const PAGES = {
  push: { link: `${BASE}/vmware-azure-troubleshoot-push-install`, dated: '2021-05-27' },
  replication: { link: `${BASE}/vmware-azure-troubleshoot-replication`, dated: '2023-04-26' },
  failover: { link: `${BASE}/site-recovery-failover-to-azure-troubleshoot`, dated: '2023-08-01' },
  azureVms: { link: `${BASE}/azure-to-azure-troubleshoot-replication`, dated: '2025-04-29' },
  azureErrors: { link: `${BASE}/azure-to-azure-troubleshoot-errors`, dated: '2018-11-27' },
  configuration: { link: `${BASE}/vmware-azure-troubleshoot-configuration-server`, dated: '2018-12-17' },
  drill: { link: `${BASE}/tutorial-dr-drill-azure`, dated: '2024-05' },
  enable: { link: `${BASE}/physical-server-enable-replication`, dated: '2022-10' },
} as const;
