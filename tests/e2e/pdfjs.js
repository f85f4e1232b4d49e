// The text of a PDF as pdf.js reads it: node pdfjs.js FILE. A form feed after each page; a line feed where pdf.js sees a line's end.
"use strict";
const fs = require("fs");
const folder = "/usr/share/javascript/pdf";
// What pdf.js 2.14 asks of a browser even when it draws nothing.
global.DOMMatrix = global.DOMMatrix || class {};
global.Path2D = global.Path2D || class {};
global.ReadableStream = global.ReadableStream || require("stream/web").ReadableStream;
const pdfjs = require(`${folder}/build/pdf.js`);
pdfjs.GlobalWorkerOptions.workerSrc = `${folder}/build/pdf.worker.js`;

async function main(file) {
  const data = new Uint8Array(fs.readFileSync(file));
  const pdf = await pdfjs.getDocument({ data, cMapUrl: `${folder}/web/cmaps/`, cMapPacked: true, verbosity: 0 }).promise;
  for (let n = 1; n <= pdf.numPages; n++) {
    const content = await (await pdf.getPage(n)).getTextContent();
    process.stdout.write(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f");
  }
}

main(process.argv[2]).catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
