import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { makePhoto, sha1, type TestApp } from './app.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/** What clients do while something is done to the server. */
export interface Traffic {
  /** Waits until so many more photos are stored, and so many more questions answered well, than by now. */
  goesOn(): Promise<void>;
  /** Ends it; gives the photos whose PUT was answered 200, and the codes of the errors that were met. */
  stop(): Promise<{ photoIds: string[]; codes: string[] }>;
}

const PAUSE_MS = 20;
/** Fewer than are checked in the same time. */
const UPLOAD_PAUSE_MS = 200;
const ASKERS = 4;
const UPLOADERS = 2;

/** Asks and uploads, all the time, until stopped; what meets an error tries again. */
export async function startTraffic(app: TestApp, projectId: string): Promise<Traffic> {
  const picture = await makePhoto(7);
  const road = walkUploadRoad(() => app);
  const codes = new Set<string>();
  const photoIds: string[] = [];
  let stopped = false;
  let answers = 0;

  const ask = async () => {
    while (!stopped) {
      const { data, errors } = await app.askRaw('{ my { projects { totalCount } } }');
      assert.ok(errors ?? data, 'an answer of the API is data or errors');
      if (data && !errors) answers++;
      for (const { extensions } of errors ?? []) codes.add(extensions.code);
      await setTimeout(PAUSE_MS);
    }
  };
  const upload = async (uploader: number) => {
    for (let n = 0; !stopped; n++) {
      const bytes = Buffer.concat([picture, Buffer.from(`${uploader} ${n}`)]);
      const registration = await registerAtLast(bytes, `${uploader}-${n}.jpg`);
      if (!registration) return;
      await road.put(registration.url, bytes);
      photoIds.push(registration.image.id);
      await setTimeout(UPLOAD_PAUSE_MS);
    }
  };
  const registerAtLast = async (bytes: Buffer, name: string) => {
    const query = `mutation ($pid: ID!, $name: String!, $checksum: String) {
      uploadImageS3(pid: $pid, bucket: local, filename: $name, checksum: $checksum) { url image { id } } }`;
    const variables = { pid: projectId, name, checksum: sha1(bytes) };
    for (;;) {
      const { data, errors } = await app.askRaw(query, variables);
      if (data && !errors) return data.uploadImageS3 as { url: string; image: { id: string } };
      for (const { extensions } of errors ?? []) codes.add(extensions.code);
      if (stopped) return undefined;
      await setTimeout(PAUSE_MS);
    }
  };
  const running = [
    ...Array.from({ length: ASKERS }, ask),
    ...Array.from({ length: UPLOADERS }, (_, n) => upload(n)),
  ];
  const failed = Promise.all(running);
  failed.catch(() => {});

  return {
    async goesOn() {
      const [before, stored] = [answers, photoIds.length];
      const progress = until(
        async () => answers > before + 2 * ASKERS && photoIds.length > stored + UPLOADERS,
      );
      await Promise.race([progress, failed.then(() => assert.fail('the traffic has ended'))]);
    },
    async stop() {
      stopped = true;
      await failed;
      return { photoIds, codes: [...codes] };
    },
  };
}
