// A merchant brings a catalogue in: upload, trial, import, undo, and out again.
// With a script and without one.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { overflows, violations } from './checkers.mjs'
import { signIn } from './operator.mjs'
import { startShop } from './server.mjs'
import { eventually, follow, send } from './shop.mjs'

// A WooCommerce export as a German spreadsheet saves it.
const file = (name) => ({
  name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(
    'Typ;Artikelnummer;Name;Veröffentlicht;Vorrätig?;Lager;Regulärer Preis;Kategorien;Bilder\r\n' +
    `simple;${name}-1;Fäßchen ${name};1;1;3;12,50;Küche;\r\n` +
    `simple;${name}-2;Krug ${name};1;1;4;1.019,00;Küche;\r\n` +
    `simple;${name}-3;Löffel ${name};1;1;4;viel;Küche;\r\n`, 'latin1'),
})

const out = new URL('out/', import.meta.url).pathname
const state = (page) => page.locator('h1 + .state').innerText()
const fact = (page, name) => page.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('xpath=following-sibling::dd').first().innerText()
const come = (page, to) => eventually(async () => await state(page).catch(() => '') === to, `the import is ${to}`)

describe('imports', () => {
  let shop, browser
  before(async () => { shop = await startShop(); browser = await launch(); mkdirSync(out, { recursive: true }) })
  after(async () => { await browser?.close(); await shop?.stop() })

  for (const js of [false, true]) {
    test(`a file is checked, imported and undone, JavaScript ${js ? 'on' : 'off'}`, async () => {
      const { page, complaints, context } = await visit(browser, shop, { js, width: js ? 1280 : 360 })
      const name = js ? 'with' : 'bare'
      await signIn(page)
      await page.goto('/admin/products')
      await follow(page, page.getByRole('link', { name: 'Import or export' }))
      await page.getByLabel('Catalogue file').setInputFiles(file(name))
      await send(page, page.getByRole('button', { name: 'Check the file' }))
      await come(page, 'Checked')
      assert.equal(await fact(page, 'New'), '2')
      assert.equal(await fact(page, 'Written in'), 'Windows-1252')
      assert.equal(await fact(page, 'Format'), 'WooCommerce')
      assert.match(await page.getByRole('table', { name: /./ }).or(page.locator('table')).first().innerText(), /4\s+Regulärer Preis\s+"viel" is no amount/)
      if (js) assert.deepEqual(await violations(page), [])
      assert.equal(await overflows(page), false)
      await page.screenshot({ path: `${out}import-checked-${name}.png`, fullPage: true })
      assert.equal((await page.request.get(`/products/faesschen-${name}`)).status(), 404, 'a trial changes nothing')

      await send(page, page.getByRole('button', { name: 'Import these products' }))
      await come(page, 'Imported')
      const shown = await page.request.get(`/products/krug-${name}`)
      assert.match(await shown.text(), /€1,019\.00/)
      const problems = await page.request.get(`${new URL(page.url()).pathname}/problems.csv`)
      assert.equal(await problems.text(), 'Line,Column,Problem\n4,Regulärer Preis,"""viel"" is no amount"\n')

      await page.getByText('Undo this import', { exact: true }).click()
      await send(page, page.getByRole('button', { name: 'Undo the import' }))
      await come(page, 'Undone')
      assert.equal(await fact(page, 'Removed'), '2')
      assert.equal((await page.request.get(`/products/krug-${name}`)).status(), 404)
      await page.screenshot({ path: `${out}import-undone-${name}.png`, fullPage: true })
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }

  test('a file that is none is refused beside its field; a wrong one says what it is', async () => {
    const { page, context } = await visit(browser, shop, { js: true })
    await signIn(page)
    await page.goto('/admin/products/import')
    await page.getByLabel('Catalogue file').evaluate((field) => field.removeAttribute('required'))
    await send(page, page.getByRole('button', { name: 'Check the file' }))
    await page.getByRole('link', { name: 'Choose a CSV file.' }).waitFor()
    assert.deepEqual(await violations(page), [])
    await page.screenshot({ path: `${out}imports-refused.png`, fullPage: true })
    await page.getByLabel('Catalogue file').setInputFiles({ name: 'x.xlsx', mimeType: 'text/csv', buffer: Buffer.from('PK\x03\x04 xl/workbook.xml', 'latin1') })
    await send(page, page.getByRole('button', { name: 'Check the file' }))
    await come(page, 'Not imported')
    await page.getByText('This is an Excel workbook').waitFor()
    await context.close()
  })

  test('what is exported is imported as the same', async () => {
    const { page, context } = await visit(browser, shop, { js: false })
    await signIn(page)
    await page.goto('/admin/products/import')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download products.csv' }).click()])
    const exported = await readFile(await download.path())
    assert.match(exported.toString(), /^Title,URL handle,/)
    await page.getByLabel('Catalogue file').setInputFiles({ name: 'products.csv', mimeType: 'text/csv', buffer: exported })
    await send(page, page.getByRole('button', { name: 'Check the file' }))
    await come(page, 'Checked')
    assert.equal(await fact(page, 'New'), '0')
    assert.equal(await fact(page, 'Changed'), '0')
    assert.notEqual(await fact(page, 'The same'), '0')
    await context.close()
  })
})
