/** The door to OCR: engines in threads of their own, and second looks at stored page images. */
export { type OcrModel, packagedModel } from './model.ts';
export { type OcrPool, type OcrPoolOptions, openOcrPool } from './ocr-pool.ts';
export { OcrFault, type OcrLayout, type OcrRequest } from './reader.ts';
