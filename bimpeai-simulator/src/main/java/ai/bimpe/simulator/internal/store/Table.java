package ai.bimpe.simulator.internal.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows with an id, each below one parent, in the order in which they were added. Used
 * while the store is locked.
 *
 * @since 0.1.0
 */
public final class Table {

	private final Map<String, Map<String, ObjectNode>> rows = new HashMap<>();

	Table() {
	}

	/**
	 * Add a row.
	 * @param parent the id of the parent
	 * @param row the row, with its id under {@code id}
	 * @return the row
	 */
	public ObjectNode add(String parent, ObjectNode row) {
		this.rows.computeIfAbsent(parent, (key) -> new LinkedHashMap<>()).put(Json.string(row, "id"), row);
		return row;
	}

	/**
	 * Find a row.
	 * @param parent the id of the parent
	 * @param id the id of the row
	 * @return the row, or {@code null} when there is none
	 */
	public @Nullable ObjectNode find(String parent, String id) {
		Map<String, ObjectNode> children = this.rows.get(parent);
		return (children != null) ? children.get(id) : null;
	}

	/**
	 * Return the rows of a parent.
	 * @param parent the id of the parent
	 * @return the rows
	 */
	public List<ObjectNode> of(String parent) {
		Map<String, ObjectNode> children = this.rows.get(parent);
		return (children != null) ? new ArrayList<>(children.values()) : new ArrayList<>();
	}

	/**
	 * Remove a row.
	 * @param parent the id of the parent
	 * @param id the id of the row
	 * @return whether it was there
	 */
	public boolean remove(String parent, String id) {
		Map<String, ObjectNode> children = this.rows.get(parent);
		return children != null && children.remove(id) != null;
	}

	/**
	 * Remove the rows of a parent.
	 * @param parent the id of the parent
	 */
	public void removeOf(String parent) {
		this.rows.remove(parent);
	}

	Table copy() {
		Table copy = new Table();
		copy.replaceWith(this);
		return copy;
	}

	void replaceWith(Table other) {
		this.rows.clear();
		other.rows.forEach((parent, children) -> {
			Map<String, ObjectNode> copies = new LinkedHashMap<>();
			children.forEach((id, row) -> copies.put(id, row.deepCopy()));
			this.rows.put(parent, copies);
		});
	}

}
