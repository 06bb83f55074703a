// Starts the built shop on an empty directory and a free port of this machine.
import { spawn, execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = new URL('..', import.meta.url).pathname
const secondsToStart = 60

export const operator = { email: 'operator@example.com', password: 'harbour-lamp-37-quay' }

/** @returns {Promise<{url: string, log: () => string, stop: () => Promise<void>}>} */
export async function startShop(env = {}) {
  const settings = await addresses()
  return guarded(settings, { ...settings, ...env }, (dir) => ['env', `HOLDFAST_DATA_DIR=${dir}/data`, process.env.HOLDFAST_BIN ?? join(root, 'bin/holdfast'), 'serve'])
}

/** Starts the shop in its container, as small as it is meant to run. */
export async function startContainer() {
  await run(join(root, 'deploy/image'), ['holdfast-e2e'])
  const settings = await addresses()
  const name = `holdfast-e2e-${process.pid}`
  const variables = Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`])
  const shop = await guarded(settings, {}, () => [
    'podman', '--runtime', 'runc', 'run', '--rm', '--name', name,
    '--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=1024:1024',
    '--network', 'host', '--memory', '256m', '--cpus', '1',
    '--read-only', '--read-only-tmpfs=false', '--cap-drop', 'all', '--security-opt', 'no-new-privileges',
    '--rmi', ...variables, 'holdfast-e2e',
  ])
  const podman = (...args) => run('podman', ['--runtime', 'runc', ...args])
  shop.healthy = () => podman('exec', name, '/holdfast', 'health')
  shop.memory = async () => Number((await podman('inspect', '--format', '{{.HostConfig.Memory}}', name)).stdout)
  return shop
}

// The guardian of the Go tests' servers: it ends the shop and removes its
// directory when its standard input closes, also when the tests are killed.
const guardian = readFileSync(join(root, 'db/dbtest/servers/guard.sh'), 'utf8')

async function guarded(settings, env, command) {
  const dir = await mkdtemp(join(tmpdir(), 'holdfast-e2e-'))
  const guard = spawn('/bin/sh', ['-c', guardian, 'guard', dir, 'TERM', ...command(dir)], {
    cwd: dir, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'ignore'],
  })
  const gone = new Promise((resolve) => guard.once('exit', resolve))
  const shop = { url: settings.HOLDFAST_BASE_URL, ended: false }
  let log = ''
  shop.log = () => log
  guard.stdout.setEncoding('utf8')
  guard.stdout.on('data', (text) => { log = (log + text).slice(-100_000) })
  guard.stdout.on('end', () => { shop.ended = true })
  shop.stop = async () => {
    guard.stdin.end()
    await gone
  }
  await ready(shop)
  return shop
}

async function addresses() {
  const [shop, ops] = await Promise.all([freePort(), freePort()])
  return {
    HOLDFAST_ADDR: `127.0.0.1:${shop}`,
    HOLDFAST_OPS_ADDR: `127.0.0.1:${ops}`,
    HOLDFAST_BASE_URL: `http://127.0.0.1:${shop}`,
    HOLDFAST_DEMO: 'on',
    HOLDFAST_ADMIN_EMAIL: operator.email,
    HOLDFAST_ADMIN_PASSWORD: operator.password,
  }
}

async function ready(shop) {
  const deadline = Date.now() + secondsToStart * 1000
  for (;;) {
    const answer = await fetch(shop.url + '/readyz').catch(() => null)
    if (answer?.ok) return
    if (shop.ended || Date.now() > deadline) {
      const log = shop.log()
      await shop.stop()
      throw new Error(`the shop did not open:\n${log}`)
    }
    await pause(50)
  }
}

/** Waits; only for asking again, never in the hope that something is done by then. */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
