import { STORAGE_ROWS } from './rows/storage.ts';
import { table } from './rows/row.ts';

table('storage', STORAGE_ROWS);
