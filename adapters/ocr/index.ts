/** The door to OCR: engines in threads of their own, and second looks at stored page images. */
export { type OcrPool, openOcrPool } from './ocr-pool.ts';
