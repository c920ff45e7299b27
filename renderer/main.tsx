import './shared/tokens.css';
import './shared/base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ClientView } from './client/client-view.tsx';
import { LabView } from './lab/lab-view.tsx';
import { createBusy } from './shared/busy.ts';
import { portOpener, webSocketOpener } from './shared/channels.ts';
import { createConnection } from './shared/connection.ts';
import { ConnectionProvider } from './shared/connection-context.tsx';
import { createMessages } from './shared/messages.ts';
import { showTheme, startTheme } from './shared/theme.ts';
import { viewOf } from './shared/view-name.ts';

startTheme();
const connection = createConnection(
  window.bridgePort ? portOpener(window.bridgePort) : webSocketOpener(window.location),
);
connection.subscribe(() => {
  const { snapshot } = connection.view();
  if (snapshot) showTheme(snapshot.theme);
});
const root = document.getElementById('root');

if (root) {
  createRoot(root).render(
    <StrictMode>
      {/* The page takes styles from its own files only. */}
      <CSPProvider disableStyleElements>
        <ConnectionProvider connection={connection} messages={createMessages()} busy={createBusy()}>
          {viewOf(window.location) === 'client' ? <ClientView /> : <LabView />}
        </ConnectionProvider>
      </CSPProvider>
    </StrictMode>,
  );
}
window.addEventListener('hashchange', () => window.location.reload());
