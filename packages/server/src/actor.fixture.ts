import type { TestApp } from './app.fixture.ts';
import { walkUploadRoad } from './upload-road.fixture.ts';

/** A new user, and what that user can do over the wire. The server must be open for registration. */
export async function signUp(app: TestApp, name: string) {
  const query = `mutation ($name: String!, $email: String!) {
    registerUser(username: $name, email: $email, password: "fair and square") }`;
  const answer = await app.ask<{ registerUser: string }>(query, { name, email: `${name}@example.org` });
  const headers = { altitoken: answer.registerUser };
  const ask: TestApp['ask'] = (query, variables) => app.ask(query, variables, headers);
  const asUser = (): TestApp => ({ ...app, ask });
  return { ask, asUser, ...walkUploadRoad(asUser) };
}

export type Actor = Awaited<ReturnType<typeof signUp>>;
