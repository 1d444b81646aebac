import { BOOT_ROWS } from './rows/boot.ts';
import { table } from './rows/row.ts';

table('boot', BOOT_ROWS);
