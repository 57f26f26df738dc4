import { S3_CHECKSUM_ALGORITHMS } from '../../../checksums/object-checksum.ts';
import type { NamedPart } from '../../../folder/multipart-uploads.ts';
import type { ObjectInfo } from '../../../folder/object-record.ts';
import type { Part, Upload } from '../../../folder/upload-record.ts';
import { S3Error } from '../../../s3-error.ts';
import { elements } from '../../../xml/format-xml.ts';
import { childText, type XmlElement } from '../../../xml/parse-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import { checkWrite } from '../../check-write.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { readXmlBody } from '../../request/read-xml-body.ts';
import { MAX_PART_NUMBER, parsePartNumber, readUploadId } from '../../request/upload-parameters.ts';

/** Assembles the parts listed in the body to the object's new content. */
export async function completeMultipartUpload(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { request, response, bucket, key, wording } = exchange;
  const named = readNamedParts(await readPartsDocument(needs, exchange));
  const info = await complete(needs, exchange, named);
  const checksum = wording.documentedChecksum(info.checksum);
  wording.setStoredHeaders(response, info);
  answerXml(
    exchange,
    'CompleteMultipartUploadResult',
    elements({
      Location: `http://${request.headers.host ?? ''}${exchange.target.rawPath}`,
      Bucket: bucket,
      Key: key,
      ETag: wording.formatEtag(info.etag),
      ...(checksum && {
        [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value,
        ChecksumType: checksum.type,
      }),
    }),
  );
  needs.announce({ bucket, ...info });
}

/** The checksum headers are those of the object; only the MD5 is that of the document. */
async function readPartsDocument(needs: HandlerNeeds, exchange: Exchange): Promise<XmlElement> {
  const headers = Object.entries(exchange.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return await readXmlBody(
    needs,
    { ...exchange, headers: Object.fromEntries(headers) },
    'CompleteMultipartUpload',
  );
}

function readNamedParts(document: XmlElement): NamedPart[] {
  const parts = document.children.filter((child) => child.name === 'Part');
  if (parts.length === 0 || parts.length > MAX_PART_NUMBER) {
    throw new S3Error('MalformedXML', `An upload has from 1 to ${MAX_PART_NUMBER} parts.`);
  }
  const named = parts.map((part) => ({
    partNumber: parsePartNumber((childText(part, 'PartNumber') ?? '').trim()),
    // Clients send the tag with or without quotes.
    etag: (childText(part, 'ETag') ?? '')
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase(),
    checksums: S3_CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
      const value = childText(part, `Checksum${algorithm.toUpperCase()}`)?.trim();
      return value === undefined ? [] : [{ algorithm, value }];
    }),
  }));
  if (named.some((part, index) => part.partNumber <= (named[index - 1]?.partNumber ?? 0))) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  return named;
}

async function complete(
  needs: HandlerNeeds,
  exchange: Exchange,
  named: readonly NamedPart[],
): Promise<ObjectInfo> {
  const { bucket, key, headers, target, wording } = exchange;
  const uploadId = readUploadId(target);
  try {
    const upload: Upload = await needs.uploads.find(exchange, uploadId);
    return await needs.uploads.complete(upload, named, {
      checkParts: (parts) => {
        checkSizes(parts, wording.minPartBytes, needs.maxObjectBytes);
        checkStatedSize(parts, headers[`${wording.headerPrefix}mp-object-size`]);
        return wording.readAssemblyCheck(upload, headers, parts);
      },
      precondition: (current) => wording.checkReplaces(headers, current),
      // The assembly of a large object takes long, and rights may end meanwhile.
      beforeCommit: () => checkWrite(needs, exchange, true),
    });
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'NoSuchUpload') throw error;
    // A client that has not received the response retries.
    const info = await needs.folder.stat(bucket, key);
    if (info === undefined || (await needs.folder.uploadIdOf(bucket, key)) !== uploadId) throw error;
    return info;
  }
}

function checkSizes(parts: readonly Part[], minPartBytes: number, maxObjectBytes: number): void {
  if (parts.slice(0, -1).some((part) => part.sizeBytes < minPartBytes)) {
    throw new S3Error(
      'EntityTooSmall',
      `Your proposed upload is smaller than the minimum allowed size: all parts but the last must have ${minPartBytes} bytes.`,
    );
  }
  const sizeBytes = sumSizes(parts);
  if (sizeBytes > maxObjectBytes) {
    throw new S3Error('EntityTooLarge', `An object may have at most ${maxObjectBytes} bytes.`);
  }
}

/** A client may state the expected total size. */
function checkStatedSize(parts: readonly Part[], stated: string | undefined): void {
  if (stated !== undefined && stated !== String(sumSizes(parts))) {
    throw new S3Error('InvalidRequest', `The parts have ${sumSizes(parts)} bytes, not the stated number.`);
  }
}

function sumSizes(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.sizeBytes, 0);
}
