import { THUMBNAIL_SIZES } from '@tiepoint/inspection';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { authenticate, type CallerHeaders } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import { findImageWithOwner } from '../images/find-images.ts';
import { type Image, thumbnailKey } from '../images/image.ts';
import type { PhotoLinks } from '../images/photo-links.ts';
import { descriptorKey, tileKey } from '../images/tile-layout.ts';
import type { TileMaker } from '../images/tile-maker.ts';
import { ObjectMissing, type Storage } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  storage: Storage;
  photoLinks: PhotoLinks;
  tileMaker: TileMaker;
}

interface Address {
  Params: { project: string; image: string; file?: string; level?: string };
  Querystring: { s?: string };
}

/** A file of a photo: where it is kept, what it is, and a mark that changes with its bytes. */
interface PhotoFile {
  key: string;
  type: string;
  etag: string;
}

/**
 * A day: caches need not ask within it, and keep nothing of a removed photo for longer. The files of a photo never
 * change.
 */
const KEPT = 'max-age=86400, immutable';
const FOLDER = '/projects/:project/images/:image';

/**
 * Serves thumbnails and Deep Zoom tiles of Ready photos at permanent addresses: to requests with the signature `s` of the
 * photo's links, and to its owner by headers. Everything else is 404, whatever the reason.
 */
export function registerPhotoFiles(app: FastifyInstance, needs: Needs): void {
  app.get<Address>(`${FOLDER}/thumbnails/:file`, async (request, reply) => {
    const size = THUMBNAIL_SIZES.find((pixels) => request.params.file === `${pixels}.jpg`);
    const image = size && (await findVisible(needs, request));
    if (!image) return refuse(reply);
    const etag = `"${image.sha1}-${size}"`;
    return send(needs.storage, reply, { key: thumbnailKey(image, size), type: 'image/jpeg', etag });
  });
  app.get<Address>(`${FOLDER}/tiles.dzi`, async (request, reply) => {
    const image = await findVisible(needs, request);
    if (!image) return refuse(reply);
    const made = await makeTiles(needs.tileMaker, image, reply);
    if (!made) return reply;
    const etag = `"${image.sha1}-tiles"`;
    return send(needs.storage, reply, { key: descriptorKey(image), type: 'application/xml', etag });
  });
  app.get<Address>(`${FOLDER}/tiles_files/:level/:file`, async (request, reply) => {
    const { level = '', file = '' } = request.params;
    const [, name] = /^(\d{1,4}_\d{1,4})\.jpg$/.exec(file) ?? [];
    const image = name && /^\d{1,2}$/.test(level) && (await findVisible(needs, request));
    if (!image) return refuse(reply);
    const etag = `"${image.sha1}-${level}-${name}"`;
    return send(needs.storage, reply, { key: tileKey(image, level, name), type: 'image/jpeg', etag });
  });
}

/** The Ready photo that the address names, if its links are signed so or its owner asks. */
async function findVisible(
  { database, photoLinks }: Needs,
  {
    params,
    query,
    headers,
  }: { params: Address['Params']; query: Address['Querystring']; headers: CallerHeaders },
): Promise<Image | undefined> {
  const found = await findImageWithOwner(database, params.project, params.image);
  if (found?.image.state !== 'Ready') return undefined;
  const { image, ownerId } = found;
  if (typeof query.s === 'string')
    return photoLinks.isSigned({ ...image, ownerId }, query.s) ? image : undefined;
  const { user } = await authenticate(database, headers);
  return user?.id === ownerId ? image : undefined;
}

/** False where it has answered that it has too much to do. */
async function makeTiles(tileMaker: TileMaker, image: Image, reply: FastifyReply): Promise<boolean> {
  try {
    await tileMaker.ensure(image);
    return true;
  } catch (error) {
    if (error instanceof ObjectMissing) refuse(reply);
    else if (error instanceof DomainError)
      reply.code(503).header('retry-after', '60').send({ error: error.message });
    else throw error;
    return false;
  }
}

async function send(
  storage: Storage,
  reply: FastifyReply,
  { key, type, etag }: PhotoFile,
): Promise<FastifyReply> {
  const found = await storage.private.stat(key);
  if (!found) return refuse(reply);
  // What the owner's headers have opened is for the owner alone.
  const signed = (reply.request.query as Address['Querystring']).s !== undefined;
  reply.headers({ etag, 'cache-control': `${signed ? 'public' : 'private'}, ${KEPT}` });
  if (reply.request.headers['if-none-match'] === etag) return reply.code(304).send();
  try {
    const bytes = await storage.private.read(key);
    return reply.headers({ 'content-type': type, 'content-length': found.size }).send(bytes);
  } catch (error) {
    if (error instanceof ObjectMissing) return refuse(reply);
    throw error;
  }
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .send({ error: 'There is no such photo.' });
}
