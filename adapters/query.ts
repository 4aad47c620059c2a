/** What every adapter asks the database by: one parameterised statement. */
export interface QueryResult<R extends object = Record<string, unknown>> {
  rows: R[];
  /** Rows returned, or rows touched when none are returned. */
  rowCount: number;
}

export interface Query {
  /** One parameterised statement. Days come back as `YYYY-MM-DD`, bigint as number, timestamptz as Date. */
  query<R extends object = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<QueryResult<R>>;
}
