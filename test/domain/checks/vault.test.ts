import { table } from './rows/row.ts';
import { VAULT_ROWS } from './rows/vault.ts';

table('vault', VAULT_ROWS);
