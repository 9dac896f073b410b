// Keeps the page up to date. Everything also works without it, except that pages must be loaded again.

const DAY = 24 * 60 * 60 * 1000;

const AGAIN_AFTER = 3000;

const body = document.body;

const byId = (id) => document.getElementById(id);

let title = document.title;

// --- Talking to the server

const loading = new Set();

// What happens while a page is made may not be on it: `again` repeats that.
async function load(url, options = {}) {
	const heard = [];
	loading.add(heard);
	try {
		const response = await fetch(url, {
			...options,
			headers: { 'X-Requested-With': 'XMLHttpRequest', [body.dataset.csrfHeader]: body.dataset.csrf },
		});
		// The login has ended.
		if (response.status === 401 || response.status === 403) {
			keepDraft();
			location.reload();
			return new Promise(() => {});
		}
		const doc = new DOMParser().parseFromString(await response.text(), 'text/html');
		return { url: response.url, status: response.status, doc, again: () => heard.forEach((action) => action()) };
	}
	finally {
		loading.delete(heard);
	}
}

// Tries until the page could be made, or is not there.
async function insist(url) {
	for (;;) {
		try {
			const answer = await load(url);
			if (answer.status < 400 || answer.status === 404) {
				return answer;
			}
		}
		catch {
			// The server cannot be reached.
		}
		await new Promise((resolve) => { setTimeout(resolve, AGAIN_AFTER); });
	}
}

function announce(text) {
	byId('announcer').textContent = text;
}

// --- A reply that must wait for somebody to sign in

function draftOf() {
	return `draft of ${location.pathname}`;
}

function keepDraft() {
	if (byId('reply')?.value) {
		sessionStorage.setItem(draftOf(), byId('reply').value);
	}
}

function takeDraft() {
	if (byId('reply')) {
		byId('reply').value ||= sessionStorage.getItem(draftOf()) ?? '';
		sessionStorage.removeItem(draftOf());
	}
}

// --- Times

function ago(time, now) {
	const age = now - time;
	if (age < 60 * 1000) {
		return 'now';
	}
	if (age < 60 * 60 * 1000) {
		return `${Math.floor(age / 60000)} min`;
	}
	if (age < DAY) {
		return `${Math.floor(age / 3600000)} h`;
	}
	return (age < 7 * DAY) ? `${Math.floor(age / DAY)} d`
		: new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'short' });
}

function refreshTimes() {
	const now = Date.now();
	for (const element of document.querySelectorAll('time[datetime]')) {
		const time = Date.parse(element.dateTime);
		const text = ago(time, now);
		if (element.textContent !== text) {
			element.textContent = text;
		}
		element.title = new Date(time).toLocaleString();
	}
}

// --- The open conversation and the list

function toNewest() {
	const log = byId('log');
	if (log) {
		log.scrollTop = log.scrollHeight;
	}
}

function addBubble(bubble) {
	const messages = byId('messages');
	if (byId(bubble.id)) {
		return;
	}
	const log = byId('log');
	const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
	const later = [...messages.children].find((other) => Number(other.dataset.at) > Number(bubble.dataset.at));
	messages.insertBefore(bubble, later ?? null);
	byId('no-messages').hidden = true;
	if (atEnd) {
		toNewest();
	}
}

function openConversation() {
	return document.querySelector('[data-conversation].talk')?.dataset.conversation;
}

function isLookedAt(conversation) {
	return conversation === openConversation() && document.visibilityState === 'visible';
}

function markRead(conversation) {
	load(`/conversations/${encodeURIComponent(conversation)}/read`, { method: 'POST' }).catch(() => {});
}

function showTitle() {
	const unread = document.querySelectorAll('.row.unread').length;
	document.title = unread ? `(${unread}) ${title}` : title;
}

function showUnread(row, unread) {
	const count = row.querySelector('.count');
	count.firstElementChild.textContent = unread;
	count.hidden = unread === 0;
	row.classList.toggle('unread', unread > 0);
	showTitle();
}

function place(row) {
	const rows = byId('conversations');
	const older = [...rows.children]
		.find((other) => other !== row && Number(other.dataset.at) <= Number(row.dataset.at));
	// What is moved loses the focus.
	const focused = row.contains(document.activeElement) ? document.activeElement : null;
	rows.insertBefore(row, older ?? null);
	focused?.focus();
	byId('no-conversations').hidden = true;
}

async function addRow(conversation) {
	const { doc, again } = await insist(`/conversations/${encodeURIComponent(conversation)}/row`);
	const row = doc.querySelector('.row');
	if (row && byId('conversations') && !byId(row.id)) {
		place(row);
		showTitle();
		refreshTimes();
		again();
	}
}

function updateRow(conversation, bubble) {
	const row = byId(`c-${conversation}`);
	if (!row) {
		if (byId('conversations').dataset.all === 'true') {
			addRow(conversation);
		}
		return;
	}
	if (Number(bubble.dataset.at) >= Number(row.dataset.at)) {
		row.dataset.at = bubble.dataset.at;
		row.querySelector('.preview').textContent = bubble.querySelector('.text').textContent;
		row.querySelector('time').replaceWith(bubble.querySelector('time').cloneNode(true));
		place(row);
	}
}

// --- What the server tells

function fragment(html) {
	const template = document.createElement('template');
	template.innerHTML = html;
	return template.content;
}

function onMessage(html) {
	const bubble = fragment(html).querySelector('.bubble');
	const conversation = bubble.dataset.conversation;
	if (byId('conversations')) {
		updateRow(conversation, bubble);
	}
	if (conversation === openConversation()) {
		addBubble(bubble);
	}
	refreshTimes();
}

function onUnread(html) {
	const mark = fragment(html).firstElementChild;
	const conversation = mark.dataset.conversation;
	const looking = isLookedAt(conversation);
	const unread = Number(mark.value);
	if (unread && looking) {
		markRead(conversation);
	}
	const row = byId(`c-${conversation}`);
	if (row) {
		showUnread(row, looking ? 0 : unread);
		if (unread && !looking) {
			announce(`New message from ${row.querySelector('.name').textContent}`);
		}
	}
}

// Each part takes the place of the one with its id. What has not changed stays, so that it is not read out again.
function onStatus(html) {
	for (const part of [...fragment(html).children]) {
		const old = byId(part.id);
		if (old && !old.isEqualNode(part)) {
			old.replaceWith(part);
		}
	}
}

// The server has started anew, or this page was away for too long.
async function onResync() {
	const { doc, again } = await insist(location.href);
	const rows = doc.getElementById('conversations');
	if (rows && byId('conversations')) {
		byId('conversations').replaceChildren(...rows.children);
		byId('no-conversations').hidden = byId('conversations').children.length > 0;
		showTitle();
	}
	if (byId('messages')) {
		[...doc.querySelectorAll('#messages > li')].forEach(addBubble);
	}
	refreshTimes();
	again();
}

let last;

function follow() {
	const url = new URL(body.dataset.updates, location.href);
	if (last) {
		url.searchParams.set('after', last);
	}
	const source = new EventSource(url);
	const hear = (event, action) => source.addEventListener(event, (told) => {
		last = told.lastEventId || last;
		action(told.data);
		loading.forEach((heard) => heard.push(() => action(told.data)));
	});
	hear('message', onMessage);
	hear('unread', onUnread);
	hear('status', onStatus);
	source.addEventListener('resync', (told) => {
		last = told.lastEventId;
		onResync();
	});
	source.onopen = () => {
		byId('offline').hidden = true;
	};
	source.onerror = () => {
		byId('offline').hidden = false;
		if (source.readyState === EventSource.CLOSED) {
			setTimeout(comeBack, AGAIN_AFTER);
		}
	};
}

// The browser has given up: the server is not there, or asks to sign in again.
async function comeBack() {
	try {
		await load(location.href);
		follow();
	}
	catch {
		setTimeout(comeBack, AGAIN_AFTER);
	}
}

// --- Forms that leave the page where it is

const addressOf = ({ href }) => href.split('#')[0];

let shown = addressOf(location);

// What arrived must not go with the old page, even if the API does not list it yet.
function show({ url, doc, again }) {
	const conversation = openConversation();
	const arrived = [...document.querySelectorAll('#messages > li')];
	byId('main').replaceWith(doc.getElementById('main'));
	title = doc.title;
	if (conversation && conversation === openConversation()) {
		arrived.forEach(addBubble);
	}
	if (url !== addressOf(location)) {
		history.pushState(null, '', url);
	}
	shown = addressOf(location);
	settle();
	again();
	const text = byId('main').querySelector('.notice, .problem')?.textContent;
	if (text) {
		announce(text.trim());
	}
	(byId('main').querySelector('[data-focus]') ?? byId('main')).focus();
}

// The form stays as it is, with all that was typed.
function complain(text) {
	const problem = document.createElement('p');
	problem.className = 'problem';
	problem.setAttribute('role', 'alert');
	problem.textContent = text || 'This could not be sent. Try again in a moment.';
	byId('main').querySelector('.messages').replaceChildren(problem);
}

document.addEventListener('submit', async (event) => {
	const form = event.target.closest('form[data-enhance]');
	if (!form) {
		return;
	}
	event.preventDefault();
	const button = event.submitter ?? form.querySelector('button');
	if (button.disabled) {
		return;
	}
	const data = new URLSearchParams(new FormData(form));
	button.disabled = true;
	try {
		const answer = await load(form.action, { method: 'POST', body: data });
		if (answer.status < 400) {
			show(answer);
			return;
		}
		complain([...answer.doc.querySelectorAll('#main :is(h1, .lead)')].map((part) => part.textContent).join('. '));
	}
	catch {
		complain('The inbox cannot be reached. Check the connection and try again.');
	}
	button.disabled = false;
});

// Control or command with Enter sends a reply.
document.addEventListener('keydown', (event) => {
	if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
		event.target.closest('form.reply')?.requestSubmit();
	}
});

// A link to a place on the page changes the address too.
addEventListener('popstate', () => {
	if (addressOf(location) !== shown) {
		location.reload();
	}
});

document.addEventListener('visibilitychange', () => {
	const conversation = openConversation();
	if (conversation && document.visibilityState === 'visible') {
		markRead(conversation);
	}
});

// --- A call that goes on

// The places stay and only what is new comes into them: this is what screen readers read out.
function showCall(now) {
	for (const id of ['call-state', 'call-way', 'call-silence']) {
		const part = now.querySelector(`#${id}`);
		if (!byId(id).isEqualNode(part)) {
			byId(id).replaceChildren(...part.childNodes);
		}
	}
	const lines = byId('call-lines');
	lines.append(...[...now.querySelectorAll('#call-lines > li')].slice(lines.children.length));
	if (now.dataset.refresh === undefined) {
		delete byId('call').dataset.refresh;
	}
	refreshTimes();
}

async function watchCall() {
	while (byId('call')?.dataset.refresh) {
		await new Promise((resolve) => { setTimeout(resolve, 1000); });
		const { doc } = await insist(location.href);
		const now = doc.getElementById('call');
		if (!now) {
			return;
		}
		showCall(now);
	}
}

function settle() {
	refreshTimes();
	toNewest();
	showTitle();
	takeDraft();
	watchCall();
}

settle();
setInterval(refreshTimes, 20000);
if (body.dataset.updates) {
	follow();
}
