// sheet.mjs [PAGE...]: screenshots of the pages at three widths, light and dark,
// in out/shots, and all of them side by side in out/sheet-N.png.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { launch } from './browser.mjs'
import { eachPage, pages } from './pages.mjs'
import { startShop } from './server.mjs'

const out = new URL('out/', import.meta.url).pathname
const widths = [360, 768, 1280]
const themes = ['light', 'dark']
const rowsPerSheet = 4

const only = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(pages)
await rm(out + 'shots', { recursive: true, force: true })
await mkdir(out + 'shots', { recursive: true })

const shop = await startShop()
try {
  await eachPage(shop, shoot, { js: true, only })
} finally {
  await shop.stop()
}
for (let i = 0; i * rowsPerSheet < only.length; i++) {
  await lay(only.slice(i * rowsPerSheet, (i + 1) * rowsPerSheet), `${out}sheet-${i + 1}.png`)
}

async function shoot(name, { page }) {
  for (const width of widths) {
    for (const colorScheme of themes) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await loadPictures(page)
      await page.screenshot({ path: file(name, width, colorScheme), fullPage: true })
    }
  }
}

// Pictures below the fold load as one scrolls there.
async function loadPictures(page) {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = 'eager'
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
    await document.fonts.ready
  })
}

async function lay(names, path) {
  const rows = await Promise.all(names.map(async (name) => {
    const cells = await Promise.all(widths.flatMap((width) => themes.map(async (theme) => {
      const png = await readFile(file(name, width, theme), 'base64')
      return `<td><img src="data:image/png;base64,${png}" width="${Math.round(120 + width / 5)}" alt=""></td>`
    })))
    return `<tr><th>${name}</th>${cells.join('')}</tr>`
  }))
  const browser = await launch()
  const page = await browser.newPage({ viewport: { width: 1800, height: 1000 } })
  await page.setContent(`<!doctype html><style>
    body { margin: 8px; font: 14px sans-serif; background: #888 }
    td, th { vertical-align: top; padding: 4px; text-align: left }
    th { width: 90px }
    img { display: block; max-height: 620px; object-fit: cover; object-position: top }
  </style><table>${rows.join('')}</table>`)
  await writeFile(path, await page.screenshot({ fullPage: true }))
  await browser.close()
  console.log(path)
}

function file(name, width, theme) {
  return `${out}shots/${name.replaceAll(/[^a-z]+/g, '-')}-${width}-${theme}.png`
}
