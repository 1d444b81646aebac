import { table } from './rows/row.ts';
import { TARGET_ROWS } from './rows/target.ts';

table('target', TARGET_ROWS);
