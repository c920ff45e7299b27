import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

// A plain pipe to one port, the yardstick: `pipe-program.js <port> bare`, or `socks` with the least of SOCKS5 before it.
const [target, way] = process.argv.slice(2);

const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
  client.on('error', () => undefined);
  if (way === 'socks') greet(client);
  else join(client);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

function greet(client: Socket): void {
  client.once('data', () => {
    client.write(Uint8Array.of(5, 0));
    client.once('data', () => {
      client.pause();
      join(client, () => client.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0)));
    });
  });
}

function join(client: Socket, onConnect = () => true): void {
  const upstream = connect({ host: '127.0.0.1', port: Number(target), allowHalfOpen: true, noDelay: true }, () => {
    onConnect();
    client.pipe(upstream);
    upstream.pipe(client);
  });
  upstream.on('error', () => client.destroy());
  client.once('close', () => upstream.destroy());
}
