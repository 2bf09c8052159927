// <div data-module="scan-page">: the crew's scan page; its modules stand in scan/.
export { default } from "./scan/app.js";
