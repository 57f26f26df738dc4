import type { Connection } from '@tiepoint/client';

/** Event streams that are read until they are ended. */
export interface HeldStreams {
  /** Number of events on all streams. */
  events(): number;
  end(): void;
}

/** Opens event streams of the projects in turn; rejects when one is refused. */
export async function holdEventStreams(
  projects: readonly { connection: Connection; projectId: string }[],
  count: number,
): Promise<HeldStreams> {
  const ending = new AbortController();
  let events = 0;
  const read = async (response: Response) => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      events += decoder.decode(chunk).match(/^data:/gm)?.length ?? 0;
    }
  };
  for (let index = 0; index < count; index++) {
    const { connection, projectId } = projects[index % projects.length]!;
    const response = await fetch(new URL(`/projects/${projectId}/events`, connection.endpoint), {
      headers: { key: connection.key, altitoken: connection.token, accept: 'text/event-stream' },
      signal: ending.signal,
    });
    if (!response.ok)
      throw new Error(`Stream ${index} was answered with ${response.status}: ${await response.text()}`);
    read(response).catch(() => {});
  }
  return { events: () => events, end: () => ending.abort() };
}
