import type { TestApp } from './app.fixture.ts';
import { until } from './upload-road.fixture.ts';

/** A meta file as these tests ask for it. */
export interface MetaFileAnswer {
  id: string;
  state: string;
  name: string;
  filename: string;
  filesize: number | null;
  checksum: string | null;
  error: string[] | null;
  warnings: string[];
}

const FILE = 'id state name filename filesize date checksum error warnings';

/** The upload road of meta files over the wire, for tests to walk. */
export function walkMetaRoad(app: () => TestApp, put: (url: string, body: Uint8Array) => Promise<void>) {
  const road = {
    async register(pid: string, filename: string, checksum?: string, cloud: 'S3' | 'Minio' = 'S3') {
      const query = `mutation ($pid: ID!, $filename: String!, $checksum: String) {
        grant: uploadMetaFile${cloud}(pid: $pid, bucket: local, filename: $filename, checksum: $checksum) {
          url serverTime ttlSeconds file { ${FILE} } } }`;
      interface Answer {
        grant: { url: string; ttlSeconds: number; file: MetaFileAnswer };
      }
      return (await app().ask<Answer>(query, { pid, filename, checksum })).grant;
    },

    async metaFile(pid: string, id: string): Promise<MetaFileAnswer | null> {
      const query = `query ($pid: ID!, $id: ID!) { project(id: $pid) { metaFile(id: $id) { ${FILE} } } }`;
      interface Answer {
        project: { metaFile: MetaFileAnswer | null };
      }
      return (await app().ask<Answer>(query, { pid, id })).project.metaFile;
    },

    async settled(pid: string, id: string): Promise<MetaFileAnswer> {
      let file: MetaFileAnswer | null = null;
      await until(async () => {
        file = await road.metaFile(pid, id);
        return file !== null && ['Ready', 'Failed'].includes(file.state);
      });
      if (!file) throw new Error(`The meta file ${id} is gone.`);
      return file;
    },

    async send(pid: string, filename: string, text: string, checksum?: string): Promise<MetaFileAnswer> {
      const { url, file } = await road.register(pid, filename, checksum);
      await put(url, Buffer.from(text));
      return road.settled(pid, file.id);
    },

    async hasMetaFile(pid: string, checksum: string): Promise<{ id: string; state: string } | null> {
      const query = `query ($pid: ID!, $checksum: String!) {
        project(id: $pid) { hasMetaFile(checksum: $checksum) { id state } } }`;
      interface Answer {
        project: { hasMetaFile: { id: string; state: string } | null };
      }
      return (await app().ask<Answer>(query, { pid, checksum })).project.hasMetaFile;
    },
  };
  return road;
}
