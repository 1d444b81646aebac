/** How to log in to a server: with what the address says, or with a password that is asked for anew at every connection, as tokens end. */
export type Login = { readonly url: string; readonly password?: (() => Promise<string>) | null };

/** An address as a whole, or its parts where a password of its own goes beside them. */
type Connection = { readonly connectionString: string } | { readonly host: string; readonly port: number; readonly user: string; readonly database: string; readonly password: () => Promise<string>; readonly ssl: { readonly rejectUnauthorized: true } | false };

const ENCRYPTED: ReadonlySet<string> = new Set(['require', 'verify-ca', 'verify-full']);
const DEFAULT_PORT = 5432;

/** The part of a connection's options that says where and as whom. */
export function connectionOf({ url, password }: Login): Connection {
  if (password === undefined || password === null) return { connectionString: url };
  // Beside an address as a whole the driver would not look at a password of its own.
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORT : Number(port),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    password,
    // A token is shown to nobody who cannot prove to be that server.
    ssl: ENCRYPTED.has(searchParams.get('sslmode') ?? '') ? { rejectUnauthorized: true } : false,
  };
}
