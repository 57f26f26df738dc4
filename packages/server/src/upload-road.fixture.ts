import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { sha1, type TestApp } from './app.fixture.ts';

/** An image as these tests ask for it. */
export interface ImageAnswer {
  id: string;
  state: string;
  filename: string;
  error: string[] | null;
  errorCodes: string[] | null;
}

const IMAGE = 'id state filename error errorCodes';

/** The steps of the upload road over the wire, for tests to walk. */
export function walkUploadRoad(app: () => TestApp) {
  const road = {
    async createProject(name = 'test'): Promise<string> {
      const query = 'mutation ($name: String!) { createProject(name: $name) { id } }';
      return (await app().ask<{ createProject: { id: string } }>(query, { name })).createProject.id;
    },

    async register(pid: string, filename: string, checksum?: string) {
      const query = `mutation ($pid: ID!, $filename: String!, $checksum: String) {
        uploadImageS3(pid: $pid, bucket: local, filename: $filename, checksum: $checksum) {
          url image { ${IMAGE} } } }`;
      interface Answer {
        uploadImageS3: { url: string; image: ImageAnswer };
      }
      return (await app().ask<Answer>(query, { pid, filename, checksum })).uploadImageS3;
    },

    async put(url: string, body: Uint8Array): Promise<void> {
      const headers = { 'content-type': 'JPEG' };
      const response = await fetch(url, { method: 'PUT', body: new Uint8Array(body), headers });
      assert.equal(response.status, 200, await response.text());
    },

    async imageOf(pid: string, id: string): Promise<ImageAnswer> {
      const query = `query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { ${IMAGE} } } }`;
      return (await app().ask<{ project: { image: ImageAnswer } }>(query, { pid, id })).project.image;
    },

    async settled(pid: string, id: string): Promise<ImageAnswer> {
      await until(async () => ['Ready', 'Invalid'].includes((await road.imageOf(pid, id)).state));
      return road.imageOf(pid, id);
    },

    async upload(pid: string, filename: string, bytes: Uint8Array, checksum = sha1(bytes)) {
      const { url, image } = await road.register(pid, filename, checksum);
      await road.put(url, bytes);
      return road.settled(pid, image.id);
    },
  };
  return road;
}

/** Waits, for 10 seconds at most. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await condition()) return;
    await setTimeout(50);
  }
  throw new Error('It did not come true within 10 seconds.');
}
