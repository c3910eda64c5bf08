/** tus-js-client, driven from outside: one JSON job on the command line, one JSON answer on standard output. */
import { createReadStream, statSync } from "node:fs";
import { createRequire } from "node:module";

const { Upload } = createRequire(import.meta.url)("tus-js-client");
const job = JSON.parse(process.argv[2]);
const said = { progress: [], requests: [] };
const end = (more) => console.log(JSON.stringify({ ...said, ...more }));

const upload = new Upload(createReadStream(job.file), {
  endpoint: job.endpoint,
  uploadUrl: job.url,
  uploadSize: statSync(job.file).size,
  chunkSize: job.chunk ?? Infinity,
  uploadDataDuringCreation: job.duringCreation ?? false,
  overridePatchMethod: job.override ?? false,
  retryDelays: job.retries ?? null,
  metadata: job.metadata ?? { filename: "film.bin" },
  headers: job.headers,
  onAfterResponse: (request, response) => {
    said.requests.push([request.getMethod(), response.getStatus()]);
  },
  onProgress: (sent) => said.progress.push(sent),
  onChunkComplete: (_size, accepted) => {
    if (job.stopAfter && accepted >= job.stopAfter) {
      upload.abort(job.terminate ?? false).then(() => end({ url: upload.url, stopped: accepted }));
    }
  },
  onSuccess: () => end({ url: upload.url, success: true }),
  onError: (error) => end({ url: upload.url, error: error.message, status: error.originalResponse?.getStatus() }),
});
upload.start();
