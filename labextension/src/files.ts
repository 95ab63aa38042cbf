// Appends lines to a text file beside a notebook, through the contents manager.
import { PathExt } from '@jupyterlab/coreutils';
import { type Contents, ServerConnection } from '@jupyterlab/services';
import { appended } from './edits';
import type { FileEdit } from './wire';

/** Takes back what was written; does nothing where the file is no longer what it was. */
export type Unwrite = () => Promise<void>;

const NOT_FOUND = 404;

/** Append to a file, made where it is missing; throws what the contents manager throws. */
export async function append(
  contents: Contents.IManager,
  notebookPath: string,
  edit: FileEdit
): Promise<Unwrite> {
  const path = besideNotebook(contents, notebookPath, edit.path);
  const before = await read(contents, path);
  const after = appended(before ?? '', edit.append);
  await write(contents, path, after);
  return async () => {
    if ((await read(contents, path)) !== after) {
      return;
    }
    await (before === null ? contents.delete(path) : write(contents, path, before));
  };
}

function besideNotebook(contents: Contents.IManager, notebookPath: string, path: string): string {
  const drive = contents.driveName(notebookPath);
  const folder = PathExt.dirname(contents.localPath(notebookPath));
  const place = PathExt.join(folder, path);
  return drive ? `${drive}:${place}` : place;
}

/** A file's text, null where there is no such file. */
async function read(contents: Contents.IManager, path: string): Promise<string | null> {
  if (!(await isListed(contents, path))) {
    return null;
  }
  try {
    const file = await contents.get(path, { type: 'file', format: 'text', content: true });
    if (typeof file.content !== 'string') {
      // Taken for an empty file it would lose what it holds.
      throw new Error('its text could not be read');
    }
    return file.content;
  } catch (error) {
    if (error instanceof ServerConnection.ResponseError && error.response.status === NOT_FOUND) {
      return null;
    }
    throw error;
  }
}

/** Whether a folder lists a file. To ask for one that is missing would put an error in the console. */
async function isListed(contents: Contents.IManager, path: string): Promise<boolean> {
  const drive = contents.driveName(path);
  const place = contents.localPath(path);
  const folder = PathExt.dirname(place);
  const listing = await contents.get(drive ? `${drive}:${folder}` : folder, {
    type: 'directory',
    content: true
  });
  const files: unknown = listing.content;
  const name = PathExt.basename(place);
  // Where nothing is listed the file may still be there.
  return !Array.isArray(files) || (files as Contents.IModel[]).some(file => file.name === name);
}

async function write(contents: Contents.IManager, path: string, content: string): Promise<void> {
  await contents.save(path, { type: 'file', format: 'text', content });
}
