// Keeps the page up to date. Everything also works without it, except that pages must be loaded again.

const DAY = 24 * 60 * 60 * 1000;

const AGAIN_AFTER = 3000;

const body = document.body;

const byId = (id) => document.getElementById(id);

const title = document.title;

// --- Talking to the server

async function load(url, options = {}) {
	const response = await fetch(url, {
		...options,
		headers: { 'X-Requested-With': 'XMLHttpRequest', [body.dataset.csrfHeader]: body.dataset.csrf },
	});
	if (response.status === 401) {
		location.reload();
		return new Promise(() => {});
	}
	return { url: response.url, doc: new DOMParser().parseFromString(await response.text(), 'text/html') };
}

function announce(text) {
	byId('announcer').textContent = text;
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

function showUnread(row, unread) {
	const count = row.querySelector('.count');
	count.firstElementChild.textContent = unread;
	count.hidden = unread === 0;
	row.classList.toggle('unread', unread > 0);
	const all = [...document.querySelectorAll('.row .count:not([hidden])')].length;
	document.title = all ? `(${all}) ${title}` : title;
}

function place(row) {
	const rows = byId('conversations');
	const older = [...rows.children]
		.find((other) => other !== row && Number(other.dataset.at) <= Number(row.dataset.at));
	rows.insertBefore(row, older ?? null);
	byId('no-conversations').hidden = true;
}

async function addRow(conversation) {
	const { doc } = await load(`/conversations/${encodeURIComponent(conversation)}/row`);
	const row = doc.querySelector('.row');
	if (row && !byId(row.id)) {
		place(row);
		refreshTimes();
	}
}

function updateRow(conversation, bubble) {
	const rows = byId('conversations');
	const row = byId(`c-${conversation}`);
	if (!row) {
		if (rows.dataset.all === 'true') {
			addRow(conversation).catch(() => {});
		}
		return;
	}
	if (Number(bubble.dataset.at) >= Number(row.dataset.at)) {
		row.dataset.at = bubble.dataset.at;
		row.querySelector('.preview').textContent = bubble.querySelector('.text').textContent;
		row.querySelector('time').replaceWith(bubble.querySelector('time').cloneNode(true));
		place(row);
	}
	if (bubble.classList.contains('customer')) {
		if (isLookedAt(conversation)) {
			markRead(conversation);
		}
		else {
			showUnread(row, Number(row.querySelector('.count').firstElementChild.textContent) + 1);
		}
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
	if (byId(bubble.id)) {
		return;
	}
	if (byId('conversations')) {
		updateRow(conversation, bubble);
	}
	if (conversation === openConversation()) {
		addBubble(bubble);
	}
	refreshTimes();
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
	const { doc } = await load(location.href);
	const rows = doc.getElementById('conversations');
	if (rows && byId('conversations')) {
		byId('conversations').replaceChildren(...rows.children);
	}
	if (byId('messages')) {
		[...doc.querySelectorAll('#messages > li')].forEach(addBubble);
	}
	refreshTimes();
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
	});
	hear('message', onMessage);
	hear('status', onStatus);
	hear('resync', () => onResync().catch(() => {}));
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

// What arrived while the new page was made must not go with the old one.
function show(doc, url) {
	const conversation = openConversation();
	const arrived = [...document.querySelectorAll('#messages > li')];
	byId('main').replaceWith(doc.getElementById('main'));
	if (conversation && conversation === openConversation()) {
		arrived.forEach(addBubble);
	}
	if (url !== location.href) {
		history.pushState(null, '', url);
	}
	settle();
	const text = byId('main').querySelector('.notice, .problem')?.textContent;
	if (text) {
		announce(text.trim());
	}
	(byId('main').querySelector('[data-focus]') ?? byId('main')).focus();
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
		const { url, doc } = await load(form.action, { method: 'POST', body: data });
		show(doc, url);
	}
	catch {
		button.disabled = false;
		announce('This could not be sent. Check the connection and try again.');
	}
});

// Control or command with Enter sends a reply.
document.addEventListener('keydown', (event) => {
	if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
		event.target.closest('form.reply')?.requestSubmit();
	}
});

addEventListener('popstate', () => location.reload());

document.addEventListener('visibilitychange', () => {
	const conversation = openConversation();
	if (conversation && document.visibilityState === 'visible') {
		markRead(conversation);
	}
});

// --- A call that goes on

async function watchCall() {
	const call = byId('call');
	if (!call?.dataset.refresh) {
		return;
	}
	try {
		const { doc } = await load(location.href);
		const now = doc.getElementById('call');
		if (now && !call.isEqualNode(now)) {
			for (const part of [...now.children]) {
				const old = call.querySelector(`[aria-labelledby="${part.getAttribute('aria-labelledby')}"]`);
				old.replaceWith(part);
			}
			if (now.dataset.refresh === undefined) {
				delete call.dataset.refresh;
			}
		}
	}
	finally {
		setTimeout(watchCall, 1000);
	}
}

function settle() {
	refreshTimes();
	toNewest();
	watchCall();
}

settle();
setInterval(refreshTimes, 20000);
if (body.dataset.updates) {
	follow();
}
