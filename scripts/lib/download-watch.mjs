// Loaded into Electron's installer: tells the parent process how its download goes.
const { fetch } = globalThis;
const tell = (news) => process.send?.(news);

globalThis.fetch = async (...request) => {
  tell({ asked: true });
  try {
    const response = await fetch(...request);
    if (!response.ok) tell({ failed: `the server answered ${response.status}` });
    return response.body === null ? response : new Response(response.body.pipeThrough(counter()), response);
  } catch (error) {
    tell({ failed: describeFailure(error.cause ?? error) });
    throw error;
  }
};

function counter() {
  let received = 0;
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.length;
      tell({ received });
      controller.enqueue(chunk);
    },
    flush: () => tell({ ended: true }),
  });
}

const sentences = {
  ENOTFOUND: 'its server could not be found',
  EAI_AGAIN: 'its server could not be found',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
};

const describeFailure = (error) => sentences[error.code] ?? error.message;
