/** Style sheets are taken in as text. */
declare module "*.css" {
  const text: string;
  export default text;
}
