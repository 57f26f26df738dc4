import { startServer } from '@tiepoint/server';
const s = await startServer({ dataFolder: '/tmp/main-data', port: 18090 });
console.log(s.endpoint, s.credentials, s.firstStart);
process.once('SIGINT', async () => { console.time('stop'); await s.stop(); console.timeEnd('stop'); });
