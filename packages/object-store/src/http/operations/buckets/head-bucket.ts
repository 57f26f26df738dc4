import type { Exchange, HandlerNeeds } from '../../exchange.ts';

/** Every region is accepted; clients that ask are told S3's first. */
const REGION = 'us-east-1';

/** Says that a bucket is there. */
export async function headBucket(_needs: HandlerNeeds, { response }: Exchange): Promise<void> {
  response.setHeader('x-amz-bucket-region', REGION);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
}
