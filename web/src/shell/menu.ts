import type { GroupId, PageEntry } from "../kernel/page";
import { groups } from "../kernel/page";
import type { User } from "../kernel/token";
import { may } from "../kernel/user";

export type MenuGroup = { id: GroupId; title: string; pages: PageEntry[] };

/** The menu of one person: pages that stand by themselves and that they may see, in groups; no empty group. */
export function menuOf(pages: readonly PageEntry[], user: User | undefined): MenuGroup[] {
  const open = pages.filter((page) => may(user, page.action) && !page.path.includes(":") && page.parent === undefined);
  return groups
    .map(({ id, title }) => ({ id, title, pages: open.filter((page) => page.group === id) }))
    .filter((group) => group.pages.length > 0);
}

/** The page at an address; ":id" stands for one segment, and an exact path wins. */
export function pageAt(pages: readonly PageEntry[], address: string): PageEntry | undefined {
  const segments = address.split("/");
  const fits = (page: PageEntry) => {
    const wanted = page.path.split("/");
    return wanted.length === segments.length && wanted.every((one, at) => one.startsWith(":") || one === segments[at]);
  };
  return pages.find((page) => page.path === address) ?? pages.find(fits);
}

export type Crumb = { title: string; path?: string };

/** Group, parent pages, page. The last has no link. */
export function crumbsOf(pages: readonly PageEntry[], address: string): Crumb[] {
  const page = pageAt(pages, address);
  if (page === undefined) return [];
  const parents: Crumb[] = [];
  for (let up = page.parent; up !== undefined; ) {
    const parent = pages.find((one) => one.path === up);
    if (parent) parents.unshift({ title: parent.title, path: parent.path });
    up = parent?.parent;
  }
  const group = groups.find((one) => one.id === page.group);
  return [...(group ? [{ title: group.title }] : []), ...parents, { title: page.title }];
}

/** Pages that the words find, best first: the title begins so, contains it, or a keyword begins so. */
export function findPages(pages: readonly PageEntry[], words: string): PageEntry[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return [...pages];
  const rank = (page: PageEntry) => {
    const title = page.title.toLowerCase();
    if (title.startsWith(wanted)) return 0;
    if (title.includes(wanted)) return 1;
    return page.keywords?.split(" ").some((word) => word.startsWith(wanted)) ? 2 : 3;
  };
  return pages.filter((page) => rank(page) < 3).toSorted((one, other) => rank(one) - rank(other));
}
