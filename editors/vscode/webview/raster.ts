/** How many pixels are drawn for one unit of the picture, where the picture is not too large. */
const SCALE = 2;
/** The longest side and the most pixels that a canvas takes everywhere. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 100_000_000;

/** An SVG as PNG. The error says what the renderer did not do. */
export async function rasterize(svg: string): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(SCALE, MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(width * scale));
  canvas.height = Math.max(1, Math.floor(height * scale));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) {
    throw new Error("the canvas gave no image");
  }
  return new Uint8Array(await blob.arrayBuffer());
}
