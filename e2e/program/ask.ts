import type { Connection } from '@tiepoint/client';

/** Asks a server something that the client has no call for; errors of the answer are thrown. */
export async function ask<Data>(
  { endpoint, key, token }: Connection,
  query: string,
  variables: object = {},
): Promise<Data> {
  const response = await fetch(`${endpoint}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', key, altitoken: token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] };
  if (errors) throw new Error(errors[0]?.message);
  return data;
}
