import { SOURCE_ROWS } from './rows/source.ts';
import { table } from './rows/row.ts';

table('source', SOURCE_ROWS);
