import { SYSTEM_ROWS } from './rows/system.ts';
import { table } from './rows/row.ts';

table('system', SYSTEM_ROWS);
