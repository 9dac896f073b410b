package ai.bimpe.spring.stream.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps checkpoints in Redis, each under a key of its own, so that streams and
 * conversations do not wait for each other: comparing and setting is one script. All keys
 * of a stream are in one slot of a Redis Cluster. Takes part in no transaction.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class RedisCheckpointStore implements CheckpointStore {

	/** Keys start with it unless another prefix is given. */
	public static final String DEFAULT_KEY_PREFIX = "bimpeai:";

	/** What Redis answers to who reads a string where something else is. */
	private static final String WRONG_TYPE = "WRONGTYPE";

	private static final RedisScript<Boolean> REPLACE = RedisScript.of("""
			if redis.call('GET', KEYS[1]) ~= ARGV[1] then
				return false
			end
			redis.call('SET', KEYS[1], ARGV[2])
			return true
			""", Boolean.class);

	private static final RedisScript<Boolean> REPLACE_OWNED = RedisScript.of("""
			if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[3] then
				return false
			end
			redis.call('SET', KEYS[1], ARGV[2])
			return true
			""", Boolean.class);

	private static final String REPLACE_UNREADABLE = """
			local type = redis.call('TYPE', KEYS[1])['ok']
			if type == 'none' or (type == 'string' and redis.call('GET', KEYS[1]) ~= ARGV[1]) then
				return false
			end
			redis.call('SET', KEYS[1], ARGV[2])
			return true
			""";

	private static final RedisScript<Boolean> DELETE = RedisScript.of("""
			return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) == 1
			""", Boolean.class);

	/** As a script, it goes to the server of a Redis Cluster that has the slot. */
	@SuppressWarnings("rawtypes")
	private static final RedisScript<List> KEYS = RedisScript.of("""
			return redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 1000)
			""", List.class);

	/** What the cursor of Redis is at the start, and again at the end. */
	private static final String START = "0";

	private final StringRedisTemplate redis;

	private final String prefix;

	/**
	 * Create a store under keys that start with {@code bimpeai:checkpoint:}. Nothing is
	 * read or written.
	 * @param connections the connections to Redis
	 */
	public RedisCheckpointStore(RedisConnectionFactory connections) {
		this(connections, DEFAULT_KEY_PREFIX);
	}

	/**
	 * Create a store under keys that start with {@code <prefix>checkpoint:}. Nothing is
	 * read or written.
	 * @param connections the connections to Redis
	 * @param keyPrefix the prefix
	 */
	public RedisCheckpointStore(RedisConnectionFactory connections, String keyPrefix) {
		this.redis = new StringRedisTemplate(connections);
		this.prefix = keyPrefix + "checkpoint:";
	}

	@Override
	public @Nullable Checkpoint load(String key) {
		byte[] value = value(redisKey(key));
		return (value != null) ? CheckpointFormat.parse(key, text(value)) : null;
	}

	// Empty for what is no string at all.
	private byte @Nullable [] value(String redisKey) {
		try {
			return this.redis.execute((RedisCallback<byte[]>) (connection) -> connection.stringCommands()
				.get(redisKey.getBytes(StandardCharsets.UTF_8)));
		}
		catch (DataAccessException ex) {
			String answer = ex.getMostSpecificCause().getMessage();
			if (answer != null && answer.startsWith(WRONG_TYPE)) {
				return new byte[0];
			}
			throw ex;
		}
	}

	private static String text(byte[] value) {
		return new String(value, StandardCharsets.UTF_8);
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next) {
		String value = CheckpointFormat.format(next);
		return Boolean.TRUE.equals((expected != null)
				? this.redis.execute(REPLACE, List.of(redisKey(key)), CheckpointFormat.format(expected), value)
				: this.redis.opsForValue().setIfAbsent(redisKey(key), value));
	}

	@Override
	public boolean advance(String key, @Nullable Checkpoint expected, Checkpoint next, String ownerKey,
			Checkpoint owner) {
		return Boolean.TRUE.equals(this.redis.execute(REPLACE_OWNED, List.of(redisKey(key), redisKey(ownerKey)),
				(expected != null) ? CheckpointFormat.format(expected) : "", CheckpointFormat.format(next),
				CheckpointFormat.format(owner)));
	}

	@Override
	public void reset(String key, Checkpoint checkpoint) {
		this.redis.opsForValue().set(redisKey(key), CheckpointFormat.format(checkpoint));
	}

	// As bytes, since what is no checkpoint may be no text either.
	@Override
	public boolean replaceUnreadable(String key, Checkpoint next) {
		String redisKey = redisKey(key);
		byte[] value = value(redisKey);
		return value != null && !CheckpointFormat.isReadable(text(value))
				&& Boolean.TRUE
					.equals(this.redis.execute((RedisCallback<Boolean>) (connection) -> connection.scriptingCommands()
						.eval(REPLACE_UNREADABLE.getBytes(StandardCharsets.UTF_8), ReturnType.BOOLEAN, 1,
								redisKey.getBytes(StandardCharsets.UTF_8), value,
								CheckpointFormat.format(next).getBytes(StandardCharsets.UTF_8))));
	}

	@Override
	public boolean delete(String key, Checkpoint expected) {
		return Boolean.TRUE
			.equals(this.redis.execute(DELETE, List.of(redisKey(key)), CheckpointFormat.format(expected)));
	}

	@Override
	public CheckpointKeys keys(String prefix, @Nullable String cursor) {
		String redisPrefix = redisKey(prefix);
		List<?> scanned = Objects.requireNonNull(this.redis.execute(KEYS, List.of(redisPrefix),
				(cursor != null) ? cursor : START, pattern(redisPrefix)));
		String next = String.valueOf(scanned.get(0));
		List<String> keys = ((List<?>) scanned.get(1)).stream()
			.map((key) -> prefix + String.valueOf(key).substring(redisPrefix.length()))
			.toList();
		return new CheckpointKeys(keys, next.equals(START) ? null : next);
	}

	private static String pattern(String prefix) {
		return prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "*";
	}

	// The name of the stream in braces, which the slot depends on.
	private String redisKey(String key) {
		int end = 0;
		while (end < key.length() && key.charAt(end) != '/' && key.charAt(end) != '#') {
			end++;
		}
		return this.prefix + "{" + key.substring(0, end) + "}" + key.substring(end);
	}

}
