// Reads the body of GetMetricData. Only what is measured of EBS volumes exists here.
import { refusal } from './errors.ts';
import { isJson, objectsOf, onlyMembers, sizeOf, type Json } from './json-door.ts';

/** One query that has been understood. */
export type MetricQuery = { readonly id: string; readonly label: string; readonly volumeId: string; readonly periodMs: number; readonly shown: boolean };

export type MetricRequest = { readonly queries: readonly MetricQuery[]; readonly from: number; readonly to: number; readonly size: number; readonly oldestFirst: boolean; readonly token: unknown };

const minute = 60_000;

/** Reads the request; a call takes 500 queries at most, each with an id of its own. */
export function readMetricRequest(input: Json): MetricRequest {
  onlyMembers(input, ['MetricDataQueries', 'StartTime', 'EndTime', 'ScanBy', 'MaxDatapoints', 'NextToken', 'LabelOptions']);
  const queries = objectsOf(input['MetricDataQueries'], 'MetricDataQueries').map(readQuery);
  if (queries.length === 0 || queries.length > 500) throw invalid(`The parameter MetricDataQueries must hold between 1 and 500 queries; there are ${queries.length}.`);
  if (new Set(queries.map((query) => query.id)).size < queries.length) throw invalid('The values for parameter Id in MetricDataQueries are not unique.');
  const from = timeOf(input['StartTime'], 'StartTime');
  const to = timeOf(input['EndTime'], 'EndTime');
  if (from >= to) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const scan = input['ScanBy'] ?? 'TimestampDescending';
  if (scan !== 'TimestampDescending' && scan !== 'TimestampAscending') throw invalid('The value for parameter ScanBy is not valid.');
  return {
    queries,
    from: from - (from % minute),
    to,
    size: sizeOf(input['MaxDatapoints'], 'MaxDatapoints', { min: 1, max: 100_800, usual: 100_800 }),
    oldestFirst: scan === 'TimestampAscending',
    token: input['NextToken'],
  };
}

function invalid(message: string) {
  return refusal('InvalidParameterValueException', message);
}

function timeOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`The parameter ${name} is required and must be a time.`);
  return value * 1000;
}

function readQuery(query: Json): MetricQuery {
  onlyMembers(query, ['Id', 'MetricStat', 'Label', 'ReturnData', 'Period', 'AccountId', 'Expression']);
  const { Id: id, MetricStat: stat, Label: label, ReturnData: shown } = query;
  if (typeof id !== 'string' || !/^[a-z]\w{0,254}$/.test(id)) throw invalid('The value for parameter Id of a query must begin with a lowercase letter and hold letters, numbers and underscores.');
  if (query['Expression'] !== undefined || !isJson(stat)) throw invalid('A query must have a MetricStat; expressions are not part of the sandbox.');
  const volumeId = readMetric(stat['Metric']);
  return { id, label: typeof label === 'string' ? label : `${volumeId} VolumeWriteBytes`, volumeId, periodMs: readPeriod(stat), shown: shown !== false };
}

function readPeriod(stat: Json): number {
  const { Period: period, Stat: statistic } = stat;
  if (statistic !== 'Sum') throw invalid('The sandbox measures sums only.');
  if (typeof period !== 'number' || period <= 0 || period % 60 !== 0) throw invalid('The parameter Period must be a multiple of 60.');
  return period * 1000;
}

function readMetric(metric: unknown): string {
  const fields = isJson(metric) ? metric : {};
  if (fields['Namespace'] !== 'AWS/EBS' || fields['MetricName'] !== 'VolumeWriteBytes') throw invalid('The sandbox measures AWS/EBS VolumeWriteBytes only.');
  const [dimension, ...others] = objectsOf(fields['Dimensions'], 'Dimensions');
  if (dimension?.['Name'] !== 'VolumeId' || others.length > 0 || typeof dimension['Value'] !== 'string') throw invalid('The metric needs exactly the dimension VolumeId.');
  return dimension['Value'];
}
