"""What runs inside Redis: each script is one round trip, and nothing else happens meanwhile.

A session is a hash, and each user has a sorted set of the ids of his sessions, by the time when they end.
The fields of the hash:

- ``created``: when the session began or its user logged in, in milliseconds since 1970;
- ``user``: whose it is, if it is anybody's;
- ``=KEY``: the value under a key, as tagged JSON;
- ``+NUMBER``: a flashed message, as tagged JSON; ``flashes`` is the last number given.

A session that was emptied stays for a minute without any of the last two, so that a request which has it
open can put something there; to all others it is gone.

All clocks are that of Redis. The arguments common to all scripts: the prefix of all keys, the id, the
lifetime and the absolute lifetime in milliseconds.
"""

_COMMON = """
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local prefix, id = ARGV[1], ARGV[2]
local lifetime, absolute = tonumber(ARGV[3]), tonumber(ARGV[4])
local key = KEYS[1]

local function key_of(id)
  return prefix .. 's:' .. id
end

local function index_of(user)
  return prefix .. 'u:' .. user
end

local function drop(id)
  local user = redis.call('HGET', key_of(id), 'user')
  if user then
    redis.call('ZREM', index_of(user), id)
  end
  return redis.call('DEL', key_of(id))
end

-- Whether the session is there and not over; if so, its end moves.
local function touch()
  local created, user = unpack(redis.call('HMGET', key, 'created', 'user'))
  if not created then
    return false
  end
  local rest = lifetime
  if absolute > 0 then
    rest = math.min(rest, math.ceil(created + absolute - now))
  end
  if rest <= 0 then
    drop(id)
    return false
  end
  redis.call('PEXPIRE', key, rest)
  if user then
    local index = index_of(user)
    redis.call('ZADD', index, now + rest, id)
    redis.call('ZREMRANGEBYSCORE', index, '-inf', now)
    redis.call('PEXPIRE', index, math.max(rest, redis.call('PTTL', index)))
  end
  return true
end

-- Whether names and values hold anything that somebody put there.
local function holds(fields)
  for at = 1, #fields, 2 do
    if string.find(fields[at], '^[=+]') then
      return true
    end
  end
  return false
end

-- The same as touch for a session that may be new.
local function begin(new)
  if new == '1' then
    redis.call('HSET', key, 'created', now)
  end
  return touch()
end
"""

OPEN = (
    _COMMON
    + """
local fields = redis.call('HGETALL', key)
if not holds(fields) or ARGV[5] == '1' and not touch() then
  return {}
end
return fields
"""
)
"""Arguments: whether this is use. The fields and their values; nothing where there is no session."""

SAVE = (
    _COMMON
    + """
local new, cleared, successor, login, user = ARGV[5], ARGV[6], ARGV[7], ARGV[8], ARGV[9]
if not begin(new) then
  return {'ended', 0}
end
if cleared == '1' then
  drop(id)
  id, key = successor, key_of(successor)
  redis.call('HSET', key, 'created', now)
end
local before = redis.call('HGET', key, 'user')
if before and (before ~= user or successor ~= id) then
  redis.call('ZREM', index_of(before), id)
end
if successor ~= id then
  redis.call('RENAME', key, key_of(successor))
  id, key = successor, key_of(successor)
end
if user ~= '' then
  redis.call('HSET', key, 'user', user)
else
  redis.call('HDEL', key, 'user')
end
if login == '1' then
  redis.call('HSET', key, 'created', now)
end
local at = 12
for _ = 1, tonumber(ARGV[10]) do
  redis.call('HSET', key, ARGV[at + 1], ARGV[at + 2])
  at = at + 2
end
for _ = 1, tonumber(ARGV[11]) do
  redis.call('HDEL', key, ARGV[at + 1])
  at = at + 1
end
for each = at + 1, #ARGV do
  redis.call('HSET', key, '+' .. redis.call('HINCRBY', key, 'flashes', 1), ARGV[each])
end
if ARGV[12] == '1' and not holds(redis.call('HGETALL', key)) then
  if cleared == '1' then
    drop(id)
  else
    redis.call('PEXPIRE', key, math.min(lifetime, 60000))
  end
  return {'empty', 0}
end
touch()
return {'kept', tonumber(redis.call('HGET', key, 'flashes') or 0)}
"""
)
"""Arguments: whether the session is new; whether it was cleared; its id from now on; whether a user
logged in; the user or nothing; how many fields are set; how many go; whether it may be empty now; fields
and values; fields that go; flashed messages.

What became of it, and the last number of a flashed message.
"""

INCREMENT = (
    _COMMON
    + """
if not begin(ARGV[5]) then
  return false
end
local sum = redis.pcall('HINCRBY', key, ARGV[6], ARGV[7])
if type(sum) == 'table' and (string.find(sum.err, 'integer') or string.find(sum.err, 'overflow')) then
  return 'no number'
end
return sum
"""
)
"""Arguments: whether the session is new; a field; a number.

The sum; nothing where the session ended; a text where there is no number, or the sum has over 64 bits.
"""

CHANGE = (
    _COMMON
    + """
if not begin(ARGV[5]) then
  return {'ended', false}
end
local found = redis.call('HGET', key, ARGV[6])
if (found or '') ~= ARGV[7] then
  return {'other', found}
end
redis.call('HSET', key, ARGV[6], ARGV[8])
return {'changed', false}
"""
)
"""Arguments: whether the session is new; a field; what is there or nothing; what shall be there.

What happened; what was there, if it was something else.
"""

DROP = _COMMON + "return drop(id)\n"
"""How many sessions there were: one or none."""

LIST = (
    _COMMON
    + """
local found = {}
for _, each in ipairs(redis.call('ZRANGE', index_of(ARGV[5]), 0, -1)) do
  local fields = redis.call('HGETALL', key_of(each))
  if #fields == 0 then
    redis.call('ZREM', index_of(ARGV[5]), each)
  else
    found[#found + 1] = {each, redis.call('PTTL', key_of(each)), fields}
  end
end
return found
"""
)
"""Arguments: the user. Ids, each with how long it has to live in milliseconds, and its fields."""

DROP_ALL = (
    _COMMON
    + """
local dropped = 0
for _, each in ipairs(redis.call('ZRANGE', index_of(ARGV[5]), 0, -1)) do
  if each ~= id then
    dropped = dropped + drop(each)
  end
end
return dropped
"""
)
"""Arguments: the user. How many sessions there were, without the one whose id is given."""
