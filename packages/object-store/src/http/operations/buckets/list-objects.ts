import { type Listing, listObjects as listFolder } from '../../../folder/list-objects.ts';
import type { ObjectInfo } from '../../../folder/object-record.ts';
import { S3Error } from '../../../s3-error.ts';
import { elements, type Markup } from '../../../xml/format-xml.ts';
import { answerXml } from '../../answer/answer-xml.ts';
import { OWNER } from '../../answer/owner.ts';
import type { Exchange, HandlerNeeds } from '../../exchange.ts';
import { type ListParameters, readListParameters } from '../../request/list-parameters.ts';

/** Lists a bucket by S3's ListObjects, which continues after a `marker`. */
export async function listObjects(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const parameters = readListParameters(exchange.target, 'max-keys');
  const marker = parameters.value('marker') ?? '';
  const listing = await list(needs, exchange, { ...parameters, after: marker });
  answerXml(exchange, 'ListBucketResult', [
    ...elements({ Name: exchange.bucket, Marker: parameters.encode(marker) }),
    ...formatListing(parameters, listing),
    ...elements({ NextMarker: listing.next && parameters.encode(listing.next) }),
    ...formatContents(exchange, parameters, { ...listing, withOwner: true }),
  ]);
}

/** Lists a bucket by S3's ListObjectsV2, which continues with a token. */
export async function listObjectsV2(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const parameters = readListParameters(exchange.target, 'max-keys');
  if (parameters.value('list-type') !== '2') throw new S3Error('InvalidArgument', 'list-type must be 2.');
  const startAfter = parameters.value('start-after');
  const token = parameters.value('continuation-token');
  // An empty token means none: some clients send one with the first request.
  const after = token ? decodeToken(token) : (startAfter ?? '');
  const listing = await list(needs, exchange, { ...parameters, after });
  answerXml(exchange, 'ListBucketResult', [
    ...elements({
      Name: exchange.bucket,
      StartAfter: startAfter && parameters.encode(startAfter),
      ContinuationToken: token,
      NextContinuationToken: listing.next && Buffer.from(listing.next).toString('base64url'),
      KeyCount: listing.objects.length + listing.commonPrefixes.length,
    }),
    ...formatListing(parameters, listing),
    ...formatContents(exchange, parameters, {
      ...listing,
      withOwner: parameters.value('fetch-owner') === 'true',
    }),
  ]);
}

async function list(
  needs: HandlerNeeds,
  { bucket }: Exchange,
  { prefix, delimiter, max: maxKeys, after }: ListParameters & { after: string },
): Promise<Listing> {
  return await listFolder(needs.folder, bucket, { prefix, delimiter, after, maxKeys });
}

function decodeToken(token: string): string {
  const after = Buffer.from(token, 'base64url');
  if (after.toString('base64url') !== token) {
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return after.toString();
}

function formatListing(parameters: ListParameters, listing: Listing): Markup[] {
  const { prefix, delimiter, max, encode } = parameters;
  return elements({
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    MaxKeys: max,
    EncodingType: parameters.value('encoding-type'),
    IsTruncated: listing.next !== undefined,
  });
}

function formatContents(
  { wording }: Exchange,
  parameters: ListParameters,
  { objects, commonPrefixes, withOwner }: Listing & { withOwner: boolean },
): Markup[] {
  const formatObject = (info: ObjectInfo) => {
    const checksum = wording.documentedChecksum(info.checksum);
    return elements({
      Contents: elements({
        Key: parameters.encode(info.key),
        LastModified: info.lastModified,
        ETag: wording.formatEtag(info.etag),
        ChecksumAlgorithm: checksum?.algorithm.toUpperCase(),
        ChecksumType: checksum?.type,
        Size: info.sizeBytes,
        Owner: withOwner ? elements(OWNER) : undefined,
        StorageClass: wording.storageClass,
      }),
    });
  };
  return [
    ...objects.flatMap(formatObject),
    ...commonPrefixes.flatMap((prefix) =>
      elements({ CommonPrefixes: elements({ Prefix: parameters.encode(prefix) }) }),
    ),
  ];
}
