import { connectToDatabase, type TestApp } from './app.fixture.ts';

/** A pass over all stored files. */
export interface Pass {
  id: number;
  files: number;
  ended: boolean;
}

/** The passes of a server, the newest first. */
export async function passes(of: TestApp): Promise<Pass[]> {
  const { rows } = await ask(
    of,
    'select id::integer, files::integer, ended_at is not null as ended from scrub_passes order by id desc',
  );
  return rows as unknown as Pass[];
}

async function ask(of: TestApp, query: string) {
  const client = await connectToDatabase(of);
  try {
    return await client.query<Record<string, unknown>>(query);
  } finally {
    await client.end();
  }
}

/** What an event says of an image. */
export interface ImageMove {
  imageState: string;
  errorCodes: string[] | null;
}

/** The states of an image in the order in which it had them. */
export async function movesOf(app: TestApp, pid: string, id: string): Promise<ImageMove[]> {
  const query = `query ($pid: ID!) { project(id: $pid) { events(first: 1000) { edges { node {
    subjectId imageState errorCodes } } } } }`;
  interface Answer {
    project: { events: { edges: { node: ImageMove & { subjectId: string } }[] } };
  }
  const { events } = (await app.ask<Answer>(query, { pid })).project;
  return events.edges
    .filter(({ node }) => node.subjectId === id)
    .map(({ node: { imageState, errorCodes } }) => ({ imageState, errorCodes }));
}
