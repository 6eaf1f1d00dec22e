-- Copyright 2026 the Meterway authors
--
-- SPDX-License-Identifier: Apache-2.0
--
-- Wireshark dissector for captures of Meterway: frames of electricity meters as they stand on the
-- serial line, link type USER0 (147). Needs Wireshark or tshark 3.4 or newer.
--
--   tshark -X lua_script:meterway.lua -r capture.pcapng
--
-- or copied into Wireshark's folder of personal Lua plugins (Help, About, Folders).

local meterway = Proto("meterway", "Electricity meter frame (Meterway)")

local bitlib = bit or bit32
local band, bxor, rshift = bitlib.band, bitlib.bxor, bitlib.rshift

local FLAG, ESCAPE = 0x7E, 0x7D
local AUTO, LENGTH, STUFFED = 0, 1, 2
local TRANSPARENT, PARAMETERS = 0x2100, 0x2200
local HEADER = 6 -- address, control, protocol, length

meterway.prefs.framing = Pref.enum("Framing", AUTO, "What delimits a frame on the line", {
  { 1, "Automatic", AUTO },
  { 2, "LENGTH: a length field, as QuecPython meters send", LENGTH },
  { 3, "STUFFED: flags and octet stuffing, as RFC 1662 says", STUFFED },
}, false)

local PROTOCOLS = { [TRANSPARENT] = "transparent data", [PARAMETERS] = "parameters" }
local COMMANDS = {
  [0xBF] = "SERIAL_NET", [0xC0] = "GET", [0xC1] = "SET", [0xC2] = "EVENT", [0xC3] = "ACTION",
  [0xC4] = "GET_RESPONSE", [0xC5] = "SET_RESPONSE", [0xC6] = "EVENT_RESPONSE",
  [0xC7] = "ACTION_RESPONSE", [0xC8] = "GET_ERROR_RESPONSE",
}
local NAMES = {
  [0x8002] = "module state", [0x8003] = "link quality", [0x8005] = "serial number",
  [0x8007] = "device name", [0x3007] = "image transfer", [0x3008] = "image transfer",
  [0x3009] = "image transfer", [0x300A] = "image transfer",
}
local PLAIN = { [0x8003] = true, [0x8005] = true, [0x8007] = true }
local TYPES = {
  [0x06] = "double-long-unsigned", [0x09] = "octet-string", [0x0A] = "visible-string",
  [0x11] = "unsigned", [0x12] = "long-unsigned", [0x19] = "date-time",
}
local TYPE_LENGTHS = { [0x06] = 4, [0x11] = 1, [0x12] = 2, [0x19] = 12 } -- others carry theirs
local NUMBERS = { [0x06] = true, [0x11] = true, [0x12] = true }

local f = {
  framing = ProtoField.string("meterway.framing", "Framing"),
  address = ProtoField.uint8("meterway.address", "Address", base.HEX),
  control = ProtoField.uint8("meterway.control", "Control", base.HEX),
  protocol = ProtoField.uint16("meterway.protocol", "Protocol", base.HEX, PROTOCOLS),
  length = ProtoField.uint16("meterway.length", "Length of command and data"),
  command = ProtoField.uint8("meterway.command", "Command", base.HEX, COMMANDS),
  payload = ProtoField.bytes("meterway.payload", "Payload"),
  parameter = ProtoField.uint16("meterway.parameter", "Parameter", base.HEX, NAMES),
  request = ProtoField.uint16("meterway.request_id", "Request id"),
  body_length = ProtoField.uint8("meterway.body_length", "Length of what follows"),
  type = ProtoField.uint8("meterway.type", "Type", base.HEX, TYPES),
  value = ProtoField.bytes("meterway.value", "Value"),
  number = ProtoField.uint32("meterway.value.number", "Number"),
  text = ProtoField.string("meterway.value.text", "Text"),
  success = ProtoField.bool("meterway.success", "Success"),
  fcs = ProtoField.uint32("meterway.fcs", "Frame check", base.HEX),
  fcs_good = ProtoField.bool("meterway.fcs.good", "Frame check is right"),
  fcs_order = ProtoField.string("meterway.fcs.order", "Order of its octets"),
  fault = ProtoField.string("meterway.fault", "Fault"),
  octets = ProtoField.bytes("meterway.octets", "Octets"),
}
for _, field in pairs(f) do
  table.insert(meterway.fields, field)
end

local e = {
  fcs = ProtoExpert.new("meterway.fcs.bad", "Frame check wrong: check baud rate, parity and wiring",
    expert.group.CHECKSUM, expert.severity.ERROR),
  fault = ProtoExpert.new("meterway.no_frame", "These octets are no frame",
    expert.group.MALFORMED, expert.severity.ERROR),
  body = ProtoExpert.new("meterway.body.malformed", "The body has not the form of its command",
    expert.group.MALFORMED, expert.severity.WARN),
  cut = ProtoExpert.new("meterway.cut", "The capture holds only the begin of this frame",
    expert.group.UNDECODED, expert.severity.NOTE),
}
local experts = {}
for _, each in pairs(e) do
  table.insert(experts, each)
end
meterway.experts = experts

local direction = Field.new("frame.packet_flags_direction")
local interface = Field.new("frame.interface_name")

-- RFC 1662, appendix C -------------------------------------------------------------------------

local function fcs_table(polynomial)
  local values = {}
  for octet = 0, 255 do
    local value = octet
    for _ = 1, 8 do
      if value % 2 == 1 then
        value = bxor(rshift(value, 1), polynomial)
      else
        value = rshift(value, 1)
      end
    end
    values[octet] = value
  end
  return values
end

local FCS16, FCS32 = fcs_table(0x8408), fcs_table(0xEDB88320)

local function checked(values, initial, octets, length)
  local fcs = initial
  for i = 0, length - 1 do
    fcs = bxor(rshift(fcs, 8), values[band(bxor(fcs, octets:get_index(i)), 0xFF)])
  end
  return bxor(fcs, initial)
end

-- What stands at the end of a frame's content: good, octets, value, order.
local function frame_check(content)
  local size = content:len()
  if size > HEADER + 2 then
    local value = checked(FCS16, 0xFFFF, content, size - 2)
    local first, second = content:get_index(size - 2), content:get_index(size - 1)
    if value == first + 256 * second then
      return true, 2, value, "low first, as RFC 1662 says"
    elseif value == second + 256 * first then
      return true, 2, value, "high first, as QuecPython sends"
    end
  end
  if size > HEADER + 4 then
    local value = checked(FCS32, 0xFFFFFFFF, content, size - 4) % 4294967296
    local received = 0
    for i = 3, 0, -1 do
      received = received * 256 + content:get_index(size - 4 + i)
    end
    if value == received then
      return true, 4, value, "low first, as RFC 1662 says"
    end
  end
  return false, 2, nil, nil
end

-- What stands between the flags ----------------------------------------------------------------

local function begins_with_header(octets, at)
  return octets:len() >= at + HEADER and octets:get_index(at) == 0xFF
    and octets:get_index(at + 1) == 0x03
end

local function first_octet(octets)
  local at = 0
  while at < octets:len() and octets:get_index(at) == FLAG do
    at = at + 1
  end
  return at
end

-- LENGTH: begin and end of the content where the length field and the flag behind it fit.
local function by_length(octets)
  local from = first_octet(octets)
  if not begins_with_header(octets, from) then
    return nil
  end
  local information = octets:get_index(from + 4) * 256 + octets:get_index(from + 5)
  for _, check in ipairs({ 2, 4 }) do
    local to = from + HEADER + information + check
    local fits = information > 0 and to < octets:len()
    for i = to, fits and octets:len() - 1 or to - 1 do
      fits = fits and octets:get_index(i) == FLAG
    end
    if fits then
      local content = octets:subset(from, to - from)
      local good, size = frame_check(content)
      if size == check and good or check == 2 then
        return from, to, content
      end
    end
  end
  return nil
end

-- STUFFED: the content without stuffing.
local function by_flags(octets)
  local from, to = first_octet(octets), octets:len()
  while to > from and octets:get_index(to - 1) == FLAG do
    to = to - 1
  end
  if from == to then
    return nil
  end
  local content = ByteArray.new()
  content:set_size(to - from)
  local size, i = 0, from
  while i < to do
    local octet = octets:get_index(i)
    if octet == FLAG then
      return nil
    elseif octet == ESCAPE then
      i = i + 1
      if i == to then
        return nil -- aborted
      end
      octet = bxor(octets:get_index(i), 0x20)
    end
    content:set_index(size, octet)
    size = size + 1
    i = i + 1
  end
  return from, to, content:subset(0, size)
end

-- Bodies of protocol 0x2200 --------------------------------------------------------------------

local function value(body, at, length, kind, tree)
  local range = body(at, length)
  tree:add(f.value, range)
  if NUMBERS[kind] then
    tree:add(f.number, range)
    return tostring(range:uint())
  elseif kind == 0x0A then
    tree:add(f.text, range)
    return '"' .. range:string() .. '"'
  end
  return range:len() > 0 and tostring(range:bytes()) or ""
end

-- Request id, type and value behind parameter and length, where all of them agree.
local function typed(body, tree)
  local size = body:len()
  if size < 6 or body(2, 1):uint() ~= size - 3 then
    return nil
  end
  local kind = body(5, 1):uint()
  local at, length = 6, TYPE_LENGTHS[kind]
  if not TYPES[kind] then
    return nil
  elseif not length then
    if size < 7 then
      return nil
    end
    length, at = body(6, 1):uint(), 7
  end
  if size - at ~= length then
    return nil
  end
  tree:add(f.body_length, body(2, 1))
  tree:add(f.request, body(3, 2))
  tree:add(f.type, body(5, 1))
  local text = length > 0 and value(body, at, length, kind, tree) or ""
  return string.format(", request %d, %s %s", body(3, 2):uint(), TYPES[kind], text)
end

local function bare(body, tree)
  if body:len() < 3 or body(2, 1):uint() ~= body:len() - 3 then
    return nil
  end
  tree:add(f.body_length, body(2, 1))
  if body:len() == 3 then
    return ""
  end
  tree:add(f.value, body(3))
  return ", " .. tostring(body(3):bytes())
end

local function acknowledgement(body, at, tree)
  if body:len() ~= at + 2 or body(at, 1):uint() ~= 1 then
    return nil
  end
  local result = body(at + 1, 1):uint()
  if result ~= 0x00 and result ~= 0x0C then
    return nil
  end
  tree:add(f.success, body(at + 1, 1), result == 0)
  return result == 0 and ", done" or ", refused"
end

local function rest(body, at, field, tree)
  if body:len() <= at then
    return ""
  end
  tree:add(field, body(at))
  return ", " .. tostring(body(at):bytes())
end

local function get(body, parameter, tree)
  local size = body:len()
  if size == 2 then
    return ""
  elseif PLAIN[parameter] and not (size == 4 and body(2, 1):uint() ~= 1) then
    return bare(body, tree)
  elseif size == 4 then
    tree:add(f.request, body(2, 2))
    return ", request " .. body(2, 2):uint()
  end
  return nil
end

-- What it says for the summary, or nil where it is malformed.
local function parameters(command, body, tree)
  if command == 0xBF then
    return acknowledgement(body, 0, tree) or rest(body, 0, f.payload, tree)
  elseif body:len() < 2 then
    if COMMANDS[command] and command ~= 0xC3 and command ~= 0xC6 and command ~= 0xC7 then
      return nil
    end
    return rest(body, 0, f.payload, tree)
  end
  local parameter = body(0, 2):le_uint()
  local name = NAMES[parameter]
  tree:add_le(f.parameter, body(0, 2))
  local head = string.format(" 0x%04x%s", parameter, name and " (" .. name .. ")" or "")
  local said
  if body:len() > 2 and parameter >= 0x3007 and parameter <= 0x300A then
    tree:add(f.body_length, body(2, 1))
    said = rest(body, 3, f.value, tree)
  elseif command == 0xC0 then
    said = get(body, parameter, tree)
  elseif command == 0xC1 then
    said = PLAIN[parameter] and bare(body, tree) or typed(body, tree)
      or rest(body, 2, f.value, tree)
  elseif command == 0xC2 then
    said = bare(body, tree)
  elseif command == 0xC4 then
    if not PLAIN[parameter] then
      said = typed(body, tree)
    end
    said = said or bare(body, tree)
  elseif command == 0xC5 then
    said = acknowledgement(body, 2, tree)
  elseif command == 0xC8 then
    said = acknowledgement(body, 2, tree)
    said = said == ", refused" and said or nil
  elseif PLAIN[parameter] then
    said = bare(body, tree)
  else
    said = rest(body, 2, f.payload, tree)
  end
  return said and head .. said or nil
end

-- The frame ------------------------------------------------------------------------------------

local function ends(pinfo)
  local way, name = direction(), interface()
  local meter = name and tostring(name.value) or "meter"
  if way and way.value == 2 then
    pinfo.cols.src, pinfo.cols.dst = "gateway", meter
  elseif way and way.value == 1 then
    pinfo.cols.src, pinfo.cols.dst = meter, "gateway"
  end
end

local function no_frame(buffer, pinfo, tree, what)
  tree:add(f.fault, buffer(), what)
  tree:add(f.octets, buffer())
  tree:add_proto_expert_info(e.fault)
  pinfo.cols.info = "FAULT: " .. what
end

local function frame(content, good, check, order, pinfo, tree)
  tree:add(f.address, content(0, 1))
  tree:add(f.control, content(1, 1))
  tree:add_le(f.protocol, content(2, 2))
  tree:add(f.length, content(4, 2))
  local protocol = content(2, 2):le_uint()
  local command = content(6, 1):uint()
  tree:add(f.command, content(6, 1))
  local size = content:len()
  local received = content(size - check, check)
  local fcs = order and order:find("^high") and tree:add(f.fcs, received)
    or tree:add_le(f.fcs, received)
  tree:add(f.fcs_good, received, good):set_generated()
  local info = string.format("0x%04x %s", protocol,
    COMMANDS[command] or string.format("0x%02X", command))
  if not good then
    fcs:add_proto_expert_info(e.fcs)
    pinfo.cols.info = "FRAME CHECK WRONG: " .. info
    return
  end
  tree:add(f.fcs_order, received, order):set_generated()
  if content(4, 2):uint() ~= size - HEADER - check then
    no_frame(content, pinfo, tree, "the length field does not fit the frame")
    return
  end
  local data = size - HEADER - 1 - check
  local said = ""
  if protocol == PARAMETERS then
    local body = data > 0 and content(7, data):tvb() or ByteArray.new():tvb("no body")
    said = parameters(command, body, tree)
  elseif data > 0 then
    tree:add(f.payload, content(7, data))
    said = ", " .. data .. " octets"
  elseif protocol == TRANSPARENT and command == 0xBF then
    said = nil
  end
  if said then
    pinfo.cols.info = info .. said
  else
    tree:add_proto_expert_info(e.body)
    pinfo.cols.info = info .. ", MALFORMED BODY"
  end
end

function meterway.dissector(buffer, pinfo, root)
  pinfo.cols.protocol = "METER"
  ends(pinfo)
  local tree = root:add(meterway, buffer())
  if buffer:len() < buffer:reported_len() then
    tree:add_proto_expert_info(e.cut)
    tree:add(f.octets, buffer())
    pinfo.cols.info = "cut by the snap length"
    return
  end
  local octets = buffer:bytes()
  if first_octet(octets) == octets:len() then
    tree:add(f.octets, buffer())
    pinfo.cols.info = "fill flags"
    return
  end
  local wanted = meterway.prefs.framing
  local best
  if wanted ~= STUFFED then
    local from, to, content = by_length(octets)
    if from then
      local good, check, _, order = frame_check(content)
      best = { "LENGTH", buffer(from, to - from):tvb(), good, check, order }
    end
  end
  if wanted ~= LENGTH and not (best and best[3]) then
    local from, to, content = by_flags(octets)
    if from and begins_with_header(content, 0) and content:len() >= HEADER + 3 then
      local good, check, _, order = frame_check(content)
      if good or not best then
        -- Where nothing was stuffed the octets of the frame itself are shown.
        local plain = content:len() == to - from and buffer(from, to - from):tvb()
          or content:tvb("Without stuffing")
        best = { "STUFFED", plain, good, check, order }
      end
    end
  end
  if not best then
    no_frame(buffer, pinfo, tree, begins_with_header(octets, first_octet(octets))
      and "a frame that is cut off, or whose length is wrong" or "octets outside a frame")
    return
  end
  tree:add(f.framing, best[1]):set_generated()
  frame(best[2], best[3], best[4], best[5], pinfo, tree)
end

DissectorTable.get("wtap_encap"):add(wtap.USER0, meterway)
