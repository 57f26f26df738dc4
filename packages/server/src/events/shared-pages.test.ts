import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventPage } from './read-events.ts';
import { createSharedPages, type ReadPage } from './shared-pages.ts';

const START = { stamp: 1, id: 1 };

function countReads(fails = false) {
  const asked: string[] = [];
  const read: ReadPage = async (projectId, after): Promise<EventPage> => {
    asked.push(`${projectId} ${after.id}`);
    if (fails) throw new Error('The database is away.');
    return { projectId, events: [], end: after, full: false };
  };
  return { asked, read };
}

test('followers at one place share a page; those elsewhere have their own', async () => {
  const { asked, read } = countReads();
  const pages = createSharedPages(read);
  const [one, two] = await Promise.all([pages.read('p', START), pages.read('p', START)]);
  assert.equal(one, two);
  await Promise.all([pages.read('p', { ...START, id: 2 }), pages.read('q', START)]);
  assert.deepEqual(asked, ['p 1', 'p 2', 'q 1']);
});

test('a page is read again after news, also one that is still being read', async () => {
  const { asked, read } = countReads();
  const pages = createSharedPages(read);
  const before = pages.read('p', START);
  pages.renew();
  assert.notEqual(await pages.read('p', START), await before);
  assert.equal(asked.length, 2);
});

test('a failure is not shared with those who ask later', async () => {
  const { asked, read } = countReads(true);
  const pages = createSharedPages(read);
  await assert.rejects(pages.read('p', START));
  await assert.rejects(pages.read('p', START));
  assert.equal(asked.length, 2);
});
