import { S3Error } from '../../s3-error.ts';
import { elements } from '../../xml/format-xml.ts';
import { parseXml } from '../../xml/parse-xml.ts';
import { answerXml } from '../answer/answer-xml.ts';
import { checkedAtEnd } from '../check-write.ts';
import type { Exchange, HandlerNeeds } from '../exchange.ts';
import { readTagDocument } from '../request/read-tags.ts';
import type { UploadForm } from './read-form.ts';
import type { LengthRange } from './upload-policy.ts';

/** Stores the file of a form as the object's new content. */
export async function postObject(
  needs: HandlerNeeds,
  exchange: Exchange,
  { fields, content, range }: Pick<UploadForm, 'fields' | 'content'> & { range: LengthRange },
): Promise<void> {
  const { bucket, key, headers, wording } = exchange;
  const { check, etag } = exchange.readBodyForm(headers);
  const tags = fields.get('tagging');
  const attributes = {
    contentType: wording.defaultContentType,
    ...wording.readAttributes(headers),
    ...(tags && { tags: readTagDocument(parseXml(tags)) }),
  };
  using _incoming = needs.incoming.begin({ bucket, key });
  const body = checkedAtEnd(needs, exchange, bound(content, range));
  const info = await needs.folder.write({ bucket, key }, body, {
    attributes,
    check,
    etag,
    precondition: (current) => wording.checkReplaces(headers, current),
  });
  wording.setStoredHeaders(exchange.response, info);
  answer(exchange, fields, wording.formatEtag(info.etag));
  needs.announce({ bucket, ...info });
}

async function* bound(
  content: AsyncIterable<Uint8Array>,
  { minBytes, maxBytes }: LengthRange,
): AsyncGenerator<Uint8Array> {
  let receivedBytes = 0;
  for await (const chunk of content) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > maxBytes) {
      throw new S3Error('EntityTooLarge', `Your upload may have at most ${maxBytes} bytes.`);
    }
    yield chunk;
  }
  if (receivedBytes < minBytes) {
    throw new S3Error('EntityTooSmall', `Your upload must have at least ${minBytes} bytes.`);
  }
}

/** Sends the response that the form asks for: a redirect, or a status. */
function answer(exchange: Exchange, fields: UploadForm['fields'], etag: string): void {
  const { request, response, bucket, key } = exchange;
  const page = readUrl(fields.get('success_action_redirect') ?? fields.get('redirect'));
  if (page) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) page.searchParams.append(name, value);
    response.setHeader('Location', page.href);
    response.setHeader('Content-Length', 0);
    response.writeHead(303).end();
    return;
  }
  const path = [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
  const location = `http://${request.headers.host ?? ''}/${path}`;
  response.setHeader('Location', location);
  const status = fields.get('success_action_status');
  if (status === '201') {
    const content = { Location: location, Bucket: bucket, Key: key, ETag: etag };
    response.statusCode = 201;
    answerXml(exchange, 'PostResponse', elements(content));
    return;
  }
  if (status === '200') response.setHeader('Content-Length', 0);
  response.writeHead(status === '200' ? 200 : 204).end();
}

/** A redirect that is not a URL is ignored, as in S3. */
function readUrl(text: string | undefined): URL | undefined {
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
