package ai.bimpe.samples.recipes.refresh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ai.bimpe.client.agents.CreateKnowledgeBaseRequest;
import ai.bimpe.client.agents.KnowledgeBase;
import ai.bimpe.client.agents.KnowledgeBases;
import ai.bimpe.client.agents.UpdateKnowledgeBaseRequest;
import ai.bimpe.client.errors.NotFoundException;

/**
 * The knowledge bases of an agent that come from the folder. The hash of a text stands in
 * the description of its knowledge base and is written together with it: so the server
 * says what it has, however the refresh before has ended. What others have made is left
 * alone. Not thread-safe.
 */
class FolderKnowledgeBases {

	private static final String MARK = "Kept by the refresh of a folder, sha256 ";

	private final KnowledgeBases knowledgeBases;

	private final String agentId;

	private final Map<String, Entry> entries = new HashMap<>();

	private final List<Entry> duplicates = new ArrayList<>();

	FolderKnowledgeBases(KnowledgeBases knowledgeBases, String agentId) {
		this.knowledgeBases = knowledgeBases;
		this.agentId = agentId;
		for (KnowledgeBase base : knowledgeBases.list(agentId)) {
			String description = base.description();
			if (description != null && description.startsWith(MARK)) {
				Entry entry = new Entry(base.id(), base.name(), description);
				Entry other = this.entries.putIfAbsent(base.name(), entry);
				if (other != null) {
					this.duplicates.add(entry);
				}
			}
		}
	}

	/**
	 * Create or update the knowledge base of a text, unless it is up to date.
	 * @param name the name
	 * @param text the text
	 * @return what was done
	 */
	Change put(String name, String text) {
		String description = MARK + hash(text);
		Entry entry = this.entries.get(name);
		if (entry == null) {
			KnowledgeBase base = this.knowledgeBases.create(this.agentId,
					CreateKnowledgeBaseRequest.builder().name(name).description(description).content(text).build());
			this.entries.put(name, new Entry(base.id(), name, description));
			return Change.CREATED;
		}
		if (entry.description().equals(description)) {
			return Change.UNCHANGED;
		}
		try {
			this.knowledgeBases.update(this.agentId, entry.id(),
					UpdateKnowledgeBaseRequest.builder().description(description).content(text).build());
		}
		catch (NotFoundException ex) {
			// Somebody has removed it since the list was read.
			this.entries.remove(name);
			return put(name, text);
		}
		this.entries.put(name, new Entry(entry.id(), name, description));
		return Change.UPDATED;
	}

	List<String> names() {
		return this.entries.keySet().stream().sorted().toList();
	}

	void remove(String name) {
		remove(Objects.requireNonNull(this.entries.remove(name)));
	}

	/**
	 * Remove what is there twice, as after two refreshes at the same time.
	 * @return how many there were
	 */
	int removeDuplicates() {
		this.duplicates.forEach(this::remove);
		return this.duplicates.size();
	}

	private void remove(Entry entry) {
		try {
			this.knowledgeBases.delete(this.agentId, entry.id());
		}
		catch (NotFoundException ex) {
			// Somebody was faster.
		}
	}

	private static String hash(String text) {
		try {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What was done.
	 */
	enum Change {

		CREATED, UPDATED, UNCHANGED

	}

	private record Entry(String id, String name, String description) {

	}

}
