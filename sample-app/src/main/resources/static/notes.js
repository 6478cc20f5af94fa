'use strict';

const element = id => document.getElementById(id);

async function request(path, options) {
    const response = await fetch(path, options);
    if (!response.ok) {
        const problem = await response.json().catch(() => ({}));
        throw new Error(problem.detail ?? `${response.status} ${response.statusText}`);
    }
    return response.status === 204 ? null : response.json();
}

/** Runs an action of the user, then shows the notes, or what went wrong. */
async function act(action) {
    try {
        await action();
        showNotes(await request('notes?limit=200'));
        element('problem').hidden = true;
    } catch (error) {
        element('problem').textContent = error.message;
        element('problem').hidden = false;
    }
}

function showNotes(notes) {
    element('notes').replaceChildren(...notes.map(noteItem));
    element('none').hidden = notes.length > 0;
}

function noteItem(note) {
    const text = document.createElement('span');
    text.textContent = note.text;
    const time = document.createElement('time');
    time.dateTime = note.createdAt;
    time.textContent = new Date(note.createdAt).toLocaleString();
    const remove = document.createElement('button');
    remove.textContent = '×';
    remove.setAttribute('aria-label', `Delete ${note.text}`);
    remove.addEventListener('click', () => act(() => request(`notes/${note.id}`, {method: 'DELETE'})));
    const item = document.createElement('li');
    item.append(text, time, remove);
    return item;
}

function showReplication(database) {
    const behind = database.lag.transactions > 0 || database.lag.bytes > 0 || database.lag.seconds > 0;
    element('state').textContent = database.state;
    element('state').className = `state ${database.state === 'replicating' ? 'good' : 'bad'}`;
    element('summary').textContent = behind
        ? 'the newest changes are on their way'
        : 'everything is on the replica';
    element('local').textContent = database.local.txid;
    element('replica').textContent = database.replica.txid;
    element('lag').textContent = behind
        ? `${database.lag.seconds.toFixed(1)} s, ${database.lag.transactions} TXIDs`
        : 'none';
    element('wal').textContent = `${Math.round(database.wal.size / 1024)} KiB`;
    element('url').textContent = database.replica.url;
}

function showNoReplication(reason) {
    element('state').textContent = 'unknown';
    element('state').className = 'state bad';
    element('summary').textContent = reason;
}

/** Reading the endpoint costs the application no I/O, so it may be asked often. */
async function watchReplication() {
    try {
        const {databases} = await request('actuator/litestream');
        const [database] = Object.values(databases);
        database ? showReplication(database) : showNoReplication('nothing is replicated: litestream.replica.url is not set');
    } catch (error) {
        showNoReplication(`the application does not answer (${error.message})`);
    }
    setTimeout(watchReplication, 500);
}

element('add').addEventListener('submit', event => {
    event.preventDefault();
    const text = element('text').value;
    act(async () => {
        await request('notes', {
            method: 'POST',
            headers: {'Content-Type': 'application/json'},
            body: JSON.stringify({text})
        });
        element('text').value = '';
    });
});

act(async () => {});
watchReplication();
