import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@tiepoint/client';
import type { Page } from 'playwright-core';
import { openBrowser, openPage } from './browser/open-browser.ts';
import { serveOssPage } from './browser/oss-page.ts';
import {
  type OssUpload,
  type Stored,
  type Sts,
  uploadByAliOss,
  uploadByAliyunSdk,
} from './browser/oss-uploads.ts';
import { makeTemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { serve } from './program/serve.ts';

/** OSS's smallest part, so that small photos have several. */
const PART_BYTES = 100 * 1024;

/** What a website may upload with. */
const WAYS: Readonly<Record<string, (page: Page, upload: OssUpload) => Promise<Stored>>> = {
  'ali-oss, version 1': (page, upload) => uploadByAliOss(page, upload, false),
  'ali-oss, version 4': (page, upload) => uploadByAliOss(page, upload, true),
  'aliyun-sdk': uploadByAliyunSdk,
};

test('photos uploaded by the SDKs of OSS from a foreign page become Ready, and nothing else gets in', async () => {
  await using folder = await makeTemporaryFolder();
  await using server = await serve(folder.path);
  await using website = await serveOssPage();
  await using browser = await openBrowser();
  const { page } = await openPage(browser, website.link, { width: 800, height: 600 });
  const photoPaths = (await makeSmallScene()).photoPaths.values();
  const api = createApi(server.connection);
  const pid = await api.createProject();
  const sts = await api.askKey(pid);
  for (const [way, upload] of Object.entries(WAYS)) {
    for (const partBytes of [undefined, PART_BYTES]) {
      const path = photoPaths.next().value ?? assert.fail('too few photos');
      const content = await readFile(path);
      const { id, filename } = await api.register(pid, basename(path), content);
      const stored = await upload(page, {
        sts,
        key: `${pid}/${filename}`,
        content,
        ...(partBytes && { partBytes }),
      });
      const parts = Math.ceil(content.length / PART_BYTES);
      if (partBytes) assert.match(stored.etag ?? '', new RegExp(`^"[0-9A-F]{32}-${parts}"$`), way);
      else assert.equal(stored.etag, `"${hash('md5', content).toUpperCase()}"`, way);
      assert.match(stored.crc64 ?? '', /^\d+$/, way);
      assert.equal(await api.waitForVerdict(pid, id), 'Ready', way);
    }
    const foreign = { sts, key: `${pid}0/a.jpg`, content: Buffer.from('x') };
    await assert.rejects(upload(page, foreign), /AccessDenied|Access Denied/, way);
  }
});

/** The calls that a website makes on its own server, by plain requests. */
function createApi({ endpoint, key, token }: Connection) {
  const ask = async (query: string, variables: Record<string, string>) => {
    const response = await fetch(`${endpoint}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', key, altitoken: token },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  };
  const askOss = (fields: string, variables: { pid: string; filename: string; checksum: string }) =>
    ask(
      `mutation ($pid: ID!, $filename: String!, $checksum: String) { uploadImageOSS(pid: $pid, bucket: local,
        filename: $filename, type: JPEG, checksum: $checksum) { ${fields} } }`,
      variables,
    );
  return {
    async createProject(): Promise<string> {
      return (await ask('mutation { createProject(name: "from a browser") { id } }', {})).createProject.id;
    },
    async askKey(pid: string): Promise<Sts> {
      const fields = 'sts { id secret token bucket endpoint }';
      return (await askOss(fields, { pid, filename: 'a.jpg', checksum: '' })).uploadImageOSS.sts;
    },
    async register(pid: string, filename: string, photo: Buffer): Promise<{ id: string; filename: string }> {
      const checksum = hash('sha1', photo);
      return (await askOss('image { id filename }', { pid, filename, checksum })).uploadImageOSS.image;
    },
    async waitForVerdict(pid: string, id: string): Promise<string> {
      await ask('mutation ($id: ID!) { doneImageUpload(id: $id) { state } }', { id });
      const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { state } } }';
      for (let tries = 0; ; tries += 1) {
        const { state } = (await ask(query, { pid, id })).project.image;
        if (state === 'Ready' || state === 'Invalid' || tries > 600) return state;
        await sleep(100);
      }
    },
  };
}
