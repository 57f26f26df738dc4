/** What a caller proves itself with: the app's key and the user's token. */
export type Credentials = { key: string; token: string };

/** Sends one GraphQL operation and answers with its data; throws `ApiError` otherwise. */
export type GraphQLClient = <Data>(
  operation: string,
  variables?: Record<string, unknown>,
  signal?: AbortSignal,
) => Promise<Data>;

type Answer = { data?: unknown; errors?: { message: string }[] };

/** The API could not be reached or refused the operation; the message is a sentence for people. */
export class ApiError extends Error {
  override name = 'ApiError';
}

/** A client of the API at `endpoint` that signs each call with the headers `key` and `altitoken`. */
export function createGraphQLClient(credentials: Credentials, endpoint = '/graphql'): GraphQLClient {
  return async <Data>(operation: string, variables: Record<string, unknown> = {}, signal?: AbortSignal) => {
    const response = await send(
      endpoint,
      credentials,
      JSON.stringify({ query: operation, variables }),
      signal,
    );
    const answer = await readAnswer(response);
    if (answer.errors?.length) throw new ApiError(answer.errors.map((error) => error.message).join(' '));
    if (!answer.data) throw new ApiError(`The server answered without data (HTTP ${response.status}).`);
    return answer.data as Data;
  };
}

async function send(endpoint: string, credentials: Credentials, body: string, signal?: AbortSignal) {
  try {
    return await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', key: credentials.key, altitoken: credentials.token },
      body,
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('The server does not answer. Is it still running?', { cause: error });
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    throw new ApiError(`The server answered with something else than JSON (HTTP ${response.status}).`, {
      cause: error,
    });
  }
}
