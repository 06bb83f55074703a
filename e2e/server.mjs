// Starts the built shop on an empty directory and a free port of this machine.
import { spawn, execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = new URL('..', import.meta.url).pathname
const secondsToStart = 60

export const operator = { email: 'operator@example.com', password: 'harbour-lamp-37-quay' }

/** @returns {Promise<{url: string, dir: string, log: () => string, stop: () => Promise<void>}>} */
export async function startShop(env = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'holdfast-e2e-'))
  const settings = await addresses()
  const child = spawn(join(root, 'bin/holdfast'), ['serve'], {
    cwd: dir,
    env: { ...process.env, ...settings, HOLDFAST_DATA_DIR: join(dir, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const shop = watch(child, settings)
  shop.dir = dir
  shop.kill = () => child.kill('SIGKILL')
  shop.stop = async () => {
    await end(child, 'SIGTERM')
    await rm(dir, { recursive: true, force: true })
  }
  await ready(shop)
  return shop
}

/** Starts the shop in its container, as small as it is meant to run. */
export async function startContainer() {
  await run(join(root, 'deploy/image'), ['holdfast-e2e'])
  const settings = await addresses()
  const name = `holdfast-e2e-${process.pid}`
  const podman = (...args) => run('podman', ['--runtime', 'runc', ...args])
  const variables = Object.entries(settings).flatMap(([key, value]) => ['--env', `${key}=${value}`])
  const child = spawn('podman', [
    '--runtime', 'runc', 'run', '--rm', '--name', name,
    '--ulimit', 'nofile=4096:4096', '--ulimit', 'nproc=1024:1024',
    '--network', 'host', '--memory', '256m', '--cpus', '1',
    '--read-only', '--read-only-tmpfs=false', '--cap-drop', 'all', '--security-opt', 'no-new-privileges',
    '--volume', `${name}:/data`, ...variables, 'holdfast-e2e',
  ], { stdio: ['ignore', 'pipe', 'pipe'] })
  const shop = watch(child, settings)
  shop.healthy = () => podman('exec', name, '/holdfast', 'health')
  shop.memory = async () => Number((await podman('inspect', '--format', '{{.HostConfig.Memory}}', name)).stdout)
  shop.stop = async () => {
    await podman('stop', '--time', '10', name).catch(() => {})
    await ended(child)
    await podman('volume', 'rm', '--force', name)
    await podman('rmi', '--force', 'holdfast-e2e')
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

function watch(child, settings) {
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text) => { log = (log + text).slice(-100_000) })
  }
  return { url: settings.HOLDFAST_BASE_URL, log: () => log, child }
}

async function ready(shop) {
  const deadline = Date.now() + secondsToStart * 1000
  for (;;) {
    const answer = await fetch(shop.url + '/readyz').catch(() => null)
    if (answer?.ok) return
    if (shop.child.exitCode !== null || Date.now() > deadline) {
      const log = shop.log()
      await shop.stop()
      throw new Error(`the shop did not open:\n${log}`)
    }
    await pause(50)
  }
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  const hard = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await ended(child)
  clearTimeout(hard)
}

const ended = (child) => (child.exitCode !== null || child.signalCode !== null)
  ? Promise.resolve()
  : new Promise((resolve) => child.once('exit', resolve))

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
